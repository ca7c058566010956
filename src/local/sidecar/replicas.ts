import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { SidecarApp } from './options.ts'

export type Replicas = {
  ports: readonly number[]
  /** All replicas, in the order to try them; the same `preferred` number begins with the same replica. */
  order(preferred: number): number[]
  /** Resolves when one of them accepts connections; rejects by the signal. */
  untilUp(signal: AbortSignal): Promise<void>
}

const probeEveryMs = 100

/** The replicas of an app, and one shared look-out for an app that is not there. */
export function createReplicas(appPort: SidecarApp['appPort']): Replicas {
  const ports = typeof appPort === 'number' ? [appPort] : [...appPort]
  let probing: Promise<void> | undefined
  const probe = async () => {
    while (!(await Promise.all(ports.map(accepts))).includes(true)) await delay(probeEveryMs)
    probing = undefined
  }
  return {
    ports,
    order: (preferred) => ports.map((_, index) => ports[(preferred + index) % ports.length] ?? 0),
    async untilUp(signal) {
      signal.throwIfAborted()
      probing ??= probe()
      const aborted = new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
      )
      await Promise.race([probing, aborted])
    },
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    const answer = (up: boolean) => {
      socket.destroy()
      resolve(up)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}
