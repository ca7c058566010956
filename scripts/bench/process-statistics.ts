import { readdirSync, readFileSync } from 'node:fs'
import { type AppId, appIds } from '../../src/domain/topology.ts'

/** What /proc tells of processes; Linux only. */

/** By what the command line of each is known. */
const entryPoints: Record<AppId, string> = {
  // What Next calls itself.
  web: 'next-server',
  server: 'src/server/main.ts',
  notifications: 'src/workers/notifications/main.ts',
  recurring: 'src/workers/recurring/main.ts',
}
// sysconf(_SC_CLK_TCK) is 100 wherever Node runs.
const ticksPerSecond = 100

type Process = { pid: number; parent: number; command: string; cpuSeconds: number }

function readProcess(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
    return { pid, parent: Number(fields[1]), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8'), cpuSeconds }
  } catch {
    // It ended while it was looked at.
    return undefined
  }
}

const childrenOf = (parent: number): Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? [])
    .filter((each) => each.parent === parent)

/** Process ids of the product's processes below its supervisor. */
export function appProcessIds(supervisor: number): Record<AppId, number> {
  const children = childrenOf(supervisor)
  const pidOf = (app: AppId): number => {
    const found = children.find(({ command }) => command.includes(entryPoints[app]))
    if (found === undefined) throw new Error(`${app} does not run`)
    return found.pid
  }
  return Object.fromEntries(appIds.map((app) => [app, pidOf(app)])) as Record<AppId, number>
}

/** A variable of the environment a process was started with. */
export function variableOf(pid: number, name: string): string {
  const found = readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .find((line) => line.startsWith(`${name}=`))
  if (found === undefined) throw new Error(`process ${pid} was started without ${name}`)
  return found.slice(name.length + 1)
}

/** Memory that is resident at the moment, in megabytes. */
export function residentMegabytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? 0) / 1_024
}

/** CPU time used so far by each process and, of the database server, by its sessions together. */
export function cpuSeconds(pids: Record<string, number>, postgres: number): Record<string, number> {
  const used = Object.entries(pids).map(([name, pid]) => [name, readProcess(pid)?.cpuSeconds ?? 0])
  const sessions = childrenOf(postgres).reduce((total, each) => total + each.cpuSeconds, 0)
  return { ...Object.fromEntries(used), PostgreSQL: sessions }
}
