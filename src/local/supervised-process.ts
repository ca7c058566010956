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
  /** Settles where the process ends before `keepRunning` was called, with what it last said. */
  crashed: Promise<string>
  /** From now on a crash is no failed start: the process is started again. */
  keepRunning(): void
  /** Lets it finish what is under way; one that takes too long is killed. */
  stop(): Promise<void>
  /** Ends it at once. */
  kill(): void
}

type SuperviseOptions = { log: LogFile; say: (line: string) => void }

/** Starts `child`; once told to keep it running, starts it again after each crash, every time after a longer wait. */
export function supervise(child: AppProcess, { log, say }: SuperviseOptions): Supervised {
  let state: 'starting' | 'kept' | 'stopping' = 'starting'
  let backoffMs = firstBackoffMs
  let restart: NodeJS.Timeout | undefined
  const crash = Promise.withResolvers<string>()

  const start = (): ChildProcess => {
    const startedAt = performance.now()
    const process = launch(child)
    if (process.stdout) log.collect(process.stdout)
    if (process.stderr) log.collect(process.stderr)
    const onEnd = (how: string): void => {
      if (process !== running || restart || state === 'stopping') return
      if (state === 'starting') {
        crash.resolve(`${how}\n${lastWords(log)}`.trim())
        return
      }
      if (performance.now() - startedAt > steadyMs) backoffMs = firstBackoffMs
      say(`! ${child.app} ended unexpectedly (${how}); it is started again. Its log: ${log.file}`)
      scheduleRestart()
    }
    process.once('error', (error) => onEnd(error.message))
    process.once('close', (code, signal) => onEnd(signal ?? `exit code ${code}`))
    return process
  }
  const scheduleRestart = (): void => {
    restart = setTimeout(() => {
      restart = undefined
      running = start()
    }, backoffMs)
    backoffMs = Math.min(backoffMs * 2, maxBackoffMs)
  }
  const giveUp = (): void => {
    state = 'stopping'
    clearTimeout(restart)
  }
  let running = start()

  return {
    app: child.app,
    crashed: crash.promise,
    keepRunning: () => {
      state = 'kept'
      if (hasEnded(running)) scheduleRestart()
    },
    stop: async () => {
      giveUp()
      await endGently(running)
      log.close()
    },
    kill: () => {
      giveUp()
      running.kill('SIGKILL')
    },
  }
}

const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null

function launch({ args, env }: AppProcess): ChildProcess {
  // Secrets that only this process may know; the others ask the secret store for theirs.
  const { DATABASE_URL: _database, LLM_API_KEY: _key, ...inherited } = process.env
  return spawn(process.execPath, args, {
    env: { ...inherited, NODE_ENV: 'production', ...env },
    // The channel closes with this process, however it dies, and with it the child.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Out of the terminal's process group: Ctrl-C is for this process, which stops the others in their order.
    detached: process.platform !== 'win32',
  })
}

async function endGently(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const closed = once(child, 'close')
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
