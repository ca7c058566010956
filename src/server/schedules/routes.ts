import type { MiddlewareHandler } from 'hono'
import { schedules } from '../../domain/topology.ts'
import type { HttpApp } from '../../process/http-app.ts'
import type { Log } from '../../process/log.ts'
import type { SystemCalls } from '../database/system-calls.ts'
import { purge } from './purge.ts'
import { releaseStale, sweep } from './sweep.ts'

type ScheduleName = (typeof schedules)[number]['name']

/** Serves the cron bindings. One that fires while it still runs here joins that run. */
export function mountSchedules(
  app: HttpApp,
  guard: MiddlewareHandler,
  { system, log }: { system: SystemCalls; log: Log },
): void {
  const tasks: Record<ScheduleName, () => Promise<object>> = {
    'reminder-sweep': () => sweep(system),
    'purge-expired': async () => ({ ...(await purge(system)), released: await releaseStale(system) }),
  }
  const running = new Map<ScheduleName, Promise<object>>()
  for (const { name } of schedules) {
    // Dapr asks by OPTIONS whether the app takes a binding.
    app.options(`/${name}`, (context) => context.body(null, 200))
    app.post(`/${name}`, guard, async (context) => {
      const run = running.get(name) ?? tasks[name]().finally(() => running.delete(name))
      running.set(name, run)
      const done = await run
      if (Object.values(done).some((count) => count > 0)) log.info({ schedule: name, ...done }, 'schedule ran')
      return context.json(done)
    })
  }
}
