import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A process of the bench that is asked by messages, one at a time; it ends with this process. */
export type Child<Order, Answer> = { pid: number; ask(order: Order): Promise<Answer>; stop(): Promise<void> }

export function startChild<Order extends object, Answer>(file: URL): Child<Order, Answer> {
  const child = fork(fileURLToPath(file))
  const { pid } = child
  if (pid === undefined) throw new Error(`${file.href} could not be started`)
  return {
    pid,
    async ask(order) {
      const answered = new AbortController()
      const { signal } = answered
      const ended = once(child, 'exit', { signal }).then(([code, killedBy]): never => {
        throw new Error(`${file.pathname} ended (${killedBy ?? code})`)
      })
      try {
        const message = once(child, 'message', { signal })
        child.send(order)
        const [answer] = await Promise.race([message, ended])
        return answer
      } finally {
        ended.catch(() => undefined)
        answered.abort()
      }
    },
    stop: () => end(child),
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.disconnect()
  await ended
}
