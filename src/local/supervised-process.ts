import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { LogFile } from './log-file.ts'
import { errorsOf } from './log-lines.ts'
import type { AppProcess } from './processes.ts'

const firstBackoffMs = 100
const maxBackoffMs = 30_000
/** A process that lived this long starts anew at the shortest wait. */
const steadyMs = 20_000
const drainMs = 25_000

export type Supervised = {
  readonly app: AppProcess['app']
  /** Settles the first time the process ends without being asked to, with what it last said. */
  firstCrash: Promise<string>
  /** Lets it finish what is under way; one that takes too long is killed. */
  stop(): Promise<void>
  /** Ends it at once. */
  kill(): void
}

type SuperviseOptions = { log: LogFile; say: (line: string) => void }

/** Starts `child` and keeps it running: after a crash it is started again, each time after a longer wait. */
export function supervise(child: AppProcess, { log, say }: SuperviseOptions): Supervised {
  let running: ChildProcess
  let stopping = false
  let backoffMs = firstBackoffMs
  let restart: NodeJS.Timeout | undefined
  const crash = Promise.withResolvers<string>()

  const start = (): void => {
    const startedAt = performance.now()
    running = launch(child)
    if (running.stdout) log.collect(running.stdout)
    if (running.stderr) log.collect(running.stderr)
    let ended = false
    const onEnd = (how: string): void => {
      if (ended || stopping) return
      ended = true
      if (performance.now() - startedAt > steadyMs) backoffMs = firstBackoffMs
      const said = lastWords(log)
      crash.resolve(`${how}${said === '' ? '' : `:\n${said}`}`)
      say(`! ${child.app} ended unexpectedly (${how}); starting it again. See ${log.file}`)
      restart = setTimeout(start, backoffMs)
      backoffMs = Math.min(backoffMs * 2, maxBackoffMs)
    }
    running.once('error', (error) => onEnd(error.message))
    running.once('close', (code, signal) => onEnd(signal ?? `exit code ${code}`))
  }
  start()

  return {
    app: child.app,
    firstCrash: crash.promise,
    stop: async () => {
      stopping = true
      clearTimeout(restart)
      await endGently(running)
      log.close()
    },
    kill: () => {
      stopping = true
      clearTimeout(restart)
      running.kill('SIGKILL')
    },
  }
}

function launch({ args, env }: AppProcess): ChildProcess {
  const { DATABASE_URL: _, ...inherited } = process.env
  return spawn(process.execPath, args, {
    env: { ...inherited, NODE_ENV: 'production', ...env },
    // The channel closes with this process, however it dies, and with it the child.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Out of the terminal's process group: Ctrl-C is for this process, which stops the others in their order.
    detached: process.platform !== 'win32',
  })
}

async function endGently(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), drainMs)
  await closed
  clearTimeout(timer)
}

function lastWords(log: LogFile): string {
  const lines = log.tail()
  const errors = lines.flatMap(errorsOf)
  return (errors.length > 0 ? errors : lines).slice(-5).join('\n')
}
