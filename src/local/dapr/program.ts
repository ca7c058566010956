import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { Socket } from 'node:net'

export type Running = {
  pid: number
  /** Settles when it has ended, asked to or not, with how. */
  ended: Promise<string>
  hasEnded(): boolean
  /** Asks it to end; kills it when it has not within `graceMs`. */
  stop(graceMs?: number): Promise<void>
  /** Ends it at once. */
  kill(): Promise<void>
  /** Signals it: `SIGSTOP` and `SIGCONT` make it hang for a while. */
  signal(name: NodeJS.Signals): void
}

export type Launch = {
  file: string
  args: readonly string[]
  env?: Record<string, string>
  /** Its output is appended to this file. */
  logFile: string
}

/** Starts a program of others; it does not outlive this process, however that dies. */
export function launch({ file, args, env = {}, logFile }: Launch): Running {
  const log = openSync(logFile, 'a')
  // Its own process group: Ctrl-C in the terminal must not stop it before those who use it.
  const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', log, log], detached: true })
  closeSync(log)
  let over = false
  const ended = new Promise<string>((resolve) => {
    const finish = (how: string): void => {
      over = true
      resolve(how)
    }
    child.once('exit', (code, signal) => finish(signal ?? `exit code ${code}`))
    child.once('error', (error) => finish(error.message))
  })
  const end = 'kill -TERM "$0" 2>/dev/null; sleep 10; kill -KILL "$0" 2>/dev/null'
  const guard = child.pid === undefined ? undefined : atParentsDeath(end, [String(child.pid)])
  void ended.then(() => guard?.kill('SIGKILL'))
  return {
    pid: child.pid ?? 0,
    ended,
    hasEnded: () => over,
    async stop(graceMs = 10_000) {
      if (!over) child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await ended
      clearTimeout(timer)
    },
    async kill() {
      if (!over) child.kill('SIGKILL')
      await ended
    },
    signal: (name) => {
      if (!over) child.kill(name)
    },
  }
}

/** The last lines of a log, for whoever must explain why a program ended. */
export function lastLines(logFile: string, count = 10): string {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
}

/**
 * Runs a line of shell, with `args` as `$0`, `$1`, …, when this process has died; killing what is returned calls it off.
 * A killed parent cannot stop what it started: a shell, whose input ends with the parent, can.
 */
export function atParentsDeath(script: string, args: readonly string[], env = process.env): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined
  const guard = spawn('/bin/sh', ['-c', `read -r _; ${script}`, ...args], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.on('error', () => undefined)
  guard.unref()
  if (guard.stdin instanceof Socket) guard.stdin.unref()
  return guard
}
