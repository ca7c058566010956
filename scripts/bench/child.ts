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
      const answered = once(child, 'message')
      const ended = once(child, 'exit').then(([code, signal]): never => {
        throw new Error(`${file.pathname} ended (${signal ?? code})`)
      })
      child.send(order)
      const [answer] = await Promise.race([answered, ended])
      return answer
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
