import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import type { Cluster } from '../release/cluster.ts'

const pauseMs = 300
const patienceMs = 30_000

/**
 * Passes the port of `url` on to the product, where that is an address of this machine; again whenever the pod behind
 * it goes. Resolves once it answers, or after half a minute.
 */
export async function forwarded({ where }: Pick<Cluster, 'where'>, url: string): Promise<AsyncDisposable> {
  const { hostname, port } = new URL(url)
  if (hostname !== 'localhost') return { [Symbol.asyncDispose]: async () => undefined }
  let child: ChildProcess | undefined
  let over = false
  const keep = async (): Promise<void> => {
    while (!over) {
      const process = spawn('kubectl', [...where, 'port-forward', 'service/web', `${port || 80}:80`], {
        stdio: 'ignore',
      })
      child = process
      await new Promise((resolve) => process.once('close', resolve).once('error', resolve))
      await delay(pauseMs)
    }
  }
  const kept = keep()
  for (const end = Date.now() + patienceMs; Date.now() < end && !(await answers(url)); await delay(pauseMs));
  const stop = async (): Promise<void> => {
    over = true
    child?.kill()
    await kept
  }
  return { [Symbol.asyncDispose]: stop }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    () => true,
    () => false,
  )
