import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { errorCode } from '../start-failure.ts'
import { explainServerLog } from './explain.ts'
import type { ServerIdentity } from './identity.ts'
import { serverEnvironment, serverSettings } from './settings.ts'

const startDeadlineMs = 60_000

export type ServerOptions = {
  /** Path of the `postgres` program. */
  postgres: string
  dataDir: string
  identity: ServerIdentity
  port: number
  /** False trades safety against a crash of the machine for speed. */
  durable: boolean
  /** Its messages are appended to this file: a pipe would break with its parent. */
  logFile: string
  /** A folder to remove where this process dies without stopping the server. */
  removeIfOrphaned?: string
}

export type RunningServer = {
  port: number
  /** Settles when the server has ended, asked to or not, with what it last said. */
  ended: Promise<string>
  /** Ends open sessions, writes everything and stops. */
  stop(): Promise<void>
}

/**
 * How a program is told its data folder. As another user it may not be able to walk there (a checkout below root's
 * closed home), but it keeps the working directory it was started in, whatever lies above.
 */
export function dataDirArguments(dataDir: string, identity: ServerIdentity) {
  const inherited = identity !== undefined && process.platform === 'linux'
  return { args: ['-D', inherited ? '/proc/self/cwd' : dataDir], options: { cwd: dataDir, ...identity } }
}

/**
 * Starts the server and waits until it takes connections.
 *
 * @throws StartFailure with the reason that its log gives
 */
export async function launchServer(options: ServerOptions): Promise<RunningServer> {
  const { dataDir, identity, port, durable } = options
  const log = openSync(options.logFile, 'a+')
  const logStart = fstatSync(log).size
  const { args, options: spawnOptions } = dataDirArguments(dataDir, identity)
  // Its own process group: Ctrl-C in the terminal must not stop the database before those who use it.
  const server = spawn(options.postgres, [...args, ...serverSettings(port, durable)], {
    ...spawnOptions,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
    detached: true,
  })
  let hasEnded = false
  const ended = new Promise<string>((resolve) => {
    const finish = (): void => {
      if (hasEnded) return
      hasEnded = true
      resolve(readFrom(log, logStart))
      closeSync(log)
    }
    server.once('exit', finish).once('error', finish)
  })
  const deadline = Date.now() + startDeadlineMs
  while (!hasEnded && !(await isReady(dataDir, server.pid)) && Date.now() < deadline) await delay(10)
  if (hasEnded) throw explainServerLog(await ended, dataDir)
  const guard = guardAgainstOrphaning(server, options.removeIfOrphaned)
  void ended.then(() => guard?.kill('SIGKILL'))
  if (Date.now() >= deadline) {
    server.kill('SIGQUIT')
    throw explainServerLog(await ended, dataDir)
  }
  server.unref()
  return {
    port,
    ended,
    stop: async () => {
      server.ref()
      if (!hasEnded) server.kill('SIGINT')
      await ended
    },
  }
}

/** The eighth line of `postmaster.pid` says when connections are taken. */
async function isReady(dataDir: string, pid: number | undefined): Promise<boolean> {
  const lines = await readPidFile(dataDir)
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready'
}

/** The lines of `postmaster.pid`, none where there is no such file. */
export async function readPidFile(dataDir: string): Promise<string[]> {
  try {
    return (await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** Sends the server away once the end of its input says that the parent is gone; `$1`: a folder to remove then. */
const guardScript = `read -r _
kill -INT "$0" 2>/dev/null
[ -n "$1" ] || exit 0
waited=0
while kill -0 "$0" 2>/dev/null && [ "$waited" -lt 100 ]; do sleep 0.1; waited=$((waited + 1)); done
rm -rf -- "$1"`

/** A killed parent cannot stop the server: a shell that outlives it does. */
function guardAgainstOrphaning(server: ChildProcess, folder = ''): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined
  const guard = spawn('/bin/sh', ['-c', guardScript, String(server.pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  // Without a shell the next start finds the left-over server.
  guard.on('error', () => undefined)
  guard.unref()
  if (guard.stdin instanceof Socket) guard.stdin.unref()
  return guard
}

function readFrom(file: number, start: number): string {
  const size = Math.max(0, fstatSync(file).size - start)
  const buffer = Buffer.alloc(Math.min(size, 65_536))
  readSync(file, buffer, 0, buffer.length, start + size - buffer.length)
  return buffer.toString('utf8')
}
