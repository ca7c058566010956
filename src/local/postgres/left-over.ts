import { execFile } from 'node:child_process'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { errorCode, StartFailure } from '../start-failure.ts'
import { readPidFile } from './server-process.ts'

const politeMs = 30_000
const forcedMs = 10_000

/**
 * Stops a server that an earlier start left running on `dataDir` (its parent was killed), so that a new one may start
 * without two ever writing the same files. A pid file that names some other program is removed. The caller holds the
 * lock of the data folder.
 *
 * @throws StartFailure where that server does not stop
 */
export async function stopLeftOver(dataDir: string, log: (line: string) => void): Promise<void> {
  const pid = Number((await readPidFile(dataDir))[0])
  const inFolder = await processesIn(dataDir)
  if (Number.isInteger(pid) && pid > 0 && isAlive(pid) && !(await isServer(pid, inFolder))) {
    // The number was given to another program since (after a reboot, in containers): PostgreSQL would refuse to start.
    if (!inFolder || inFolder.length === 0) await rm(join(dataDir, 'postmaster.pid'), { force: true })
  }
  const remaining = async (): Promise<number[]> => {
    const found = await processesIn(dataDir)
    return found ?? (pid > 0 && isAlive(pid) && (await isServer(pid, undefined)) ? [pid] : [])
  }
  if ((await remaining()).length === 0) return
  log('stopping a database server that an earlier start left behind')
  // SIGINT: end sessions and write everything. SIGQUIT: stop now; the next start recovers from the write-ahead log.
  for (const [signal, patienceMs] of [['SIGINT', politeMs] as const, ['SIGQUIT', forcedMs] as const]) {
    send(pid, signal, await remaining())
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await delay(20)) {
      if ((await remaining()).length === 0) return
    }
  }
  throw new StartFailure(
    `A database server that an earlier start left behind (process ${pid}) does not stop.`,
    `Stop it with: kill -QUIT ${pid}`,
  )
}

function send(postmaster: number, signal: NodeJS.Signals, remaining: number[]): void {
  // Without its postmaster, what remains ends by itself.
  if (!remaining.includes(postmaster)) return
  try {
    process.kill(postmaster, signal)
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

async function isServer(pid: number, inFolder: number[] | undefined): Promise<boolean> {
  if (inFolder) return inFolder.includes(pid)
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }))
  return stdout.includes('postgres')
}

/** Processes that work in `dataDir`, as all of a server's do; undefined where the system cannot tell. */
async function processesIn(dataDir: string): Promise<number[] | undefined> {
  if (process.platform !== 'linux') return undefined
  const folder = await stat(dataDir)
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== process.pid)
  const found = await Promise.all(
    pids.map(async (pid) => {
      // Gone, or another user's: a server can only be of the folder's owner.
      const cwd = await stat(`/proc/${pid}/cwd`).catch(() => undefined)
      return cwd?.ino === folder.ino && cwd.dev === folder.dev && (await isPostgres(pid)) ? [pid] : []
    }),
  )
  return found.flat()
}

/** A shell or an editor may stand in the folder too. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')
  return command.includes('postgres')
}
