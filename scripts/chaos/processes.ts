import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { AppId } from '../../src/domain/topology.ts'

type Running = { pid: number; parent: number; command: string }

/** What runs on this machine: from /proc, or from ps where there is none. */
function running(): Running[] {
  return existsSync('/proc/self/stat') ? readdirSync('/proc').flatMap(fromProc) : fromPs()
}

function fromProc(name: string): Running[] {
  if (!/^\d+$/.test(name)) return []
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    // The program's name stands in parentheses and may hold spaces.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command }]
  } catch {
    // It ended while it was looked at.
    return []
  }
}

function fromPs(): Running[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,command='], { encoding: 'utf8' }).trim().split('\n')
  return lines.map((line) => {
    const [pid, parent, ...command] = line.trim().split(/\s+/)
    return { pid: Number(pid), parent: Number(parent), command: command.join(' ') }
  })
}

function processOf(supervisor: number, app: AppId): number | undefined {
  // Next puts its own name in the place of its command.
  const main = app === 'web' ? /next-server|\/web\/server\.js/ : new RegExp(`/${app}/main\\.ts`)
  return running().find(({ parent, command }) => parent === supervisor && main.test(command))?.pid
}

/** The processes that `supervisor` started: without it they are to end by themselves. */
export const childrenOf = (supervisor: number): number[] =>
  running()
    .filter(({ parent }) => parent === supervisor)
    .map(({ pid }) => pid)

/** How many of these are still there. */
export function countRunning(pids: ReadonlySet<number>): number {
  return running().filter(({ pid }) => pids.has(pid)).length
}

/**
 * Kills `app` below `supervisor` as a crash would; where it is just being started again, waits until it is there.
 *
 * @throws where it does not come back within a minute
 */
export async function killApp(supervisor: number, app: AppId): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await delay(50)) {
    const pid = processOf(supervisor, app)
    if (pid === undefined) continue
    process.kill(pid, 'SIGKILL')
    return
  }
  throw new Error(`${app} was not started again within a minute`)
}

/** Kills the embedded database of `dataDir`, as a crash of the machine would. */
export function killDatabase(dataDir: string): void {
  const [pid] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
}
