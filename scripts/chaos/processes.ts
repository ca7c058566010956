import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { type AppId, appIds } from '../../src/domain/topology.ts'

const commands: Record<AppId, string> = {
  web: 'standalone/src/web/server.js',
  server: 'src/server/main.ts',
  notifications: 'src/workers/notifications/main.ts',
  recurring: 'src/workers/recurring/main.ts',
}

/** The running processes below `supervisor`, by app. Linux only, as it reads /proc. */
function childrenOf(supervisor: number): Map<AppId, number> {
  const found = new Map<AppId, number>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (Number(parent) !== supervisor || state === 'Z') continue
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      const app = appIds.find((id) => command.includes(commands[id]))
      if (app) found.set(app, Number(pid))
    } catch {
      // It ended while it was looked at.
    }
  }
  return found
}

/**
 * Kills `app` below `supervisor` as a crash would; where it is just being started again, waits until it is there.
 *
 * @throws where it does not come back within a minute
 */
export async function killApp(supervisor: number, app: AppId): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await delay(50)) {
    const pid = childrenOf(supervisor).get(app)
    if (pid === undefined) continue
    process.kill(pid, 'SIGKILL')
    return
  }
  throw new Error(`${app} was not started again within a minute`)
}
