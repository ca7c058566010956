import { type AppId, schedules } from '../../../domain/topology.ts'
import type { Log } from '../../../process/log.ts'
import { callApp, isAbsent } from '../app-client.ts'
import type { ApiTokens } from '../options.ts'
import type { Replicas } from '../replicas.ts'
import { everyMs } from './schedule.ts'

type CronOptions = { replicas: ReadonlyMap<AppId, Replicas>; apiTokens: ApiTokens; logger: Log; now: () => number }

const timeoutMs = 60_000

/** Cron bindings: each fires on every replica of its app, but not where its last run is still going on. */
export function runSchedules({ replicas, apiTokens, logger, now }: CronOptions): { close(): Promise<void> } {
  const closing = new AbortController()
  const timers: NodeJS.Timeout[] = []
  const runs = new Set<Promise<void>>()
  for (const { name, app, schedule } of schedules) {
    for (const port of replicas.get(app)?.ports ?? []) {
      let running = false
      const fire = async () => {
        const headers = {
          readtimeutc: new Date(now()).toISOString(),
          timezone: 'UTC',
          ...(apiTokens[app]?.app && { 'dapr-api-token': apiTokens[app].app }),
        }
        try {
          const { status } = await callApp({
            port,
            path: `/${name}`,
            body: '',
            headers,
            timeoutMs,
            signal: closing.signal,
          })
          if (status > 299) logger.warn({ schedule: name, port, status }, 'schedule failed')
        } catch (error) {
          if (!isAbsent(error) && !closing.signal.aborted)
            logger.warn({ schedule: name, port, err: error }, 'schedule failed')
        }
      }
      const tick = () => {
        if (running) return
        running = true
        const run = fire().finally(() => {
          running = false
          runs.delete(run)
        })
        runs.add(run)
      }
      timers.push(setInterval(tick, everyMs(schedule)))
    }
  }
  return {
    async close() {
      for (const timer of timers) clearInterval(timer)
      closing.abort()
      await Promise.all(runs)
    },
  }
}
