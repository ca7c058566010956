import { AppError, errorTable } from '../domain/errors.ts'
import { schedules } from '../domain/topology.ts'
import { createHttpApp, type HttpApp } from '../process/http-app.ts'
import type { Log } from '../process/log.ts'
import type { Metrics } from '../process/metrics.ts'
import type { Sidecar } from '../process/sidecar/sidecar.ts'

type WaitingAppOptions = { log: Log; metrics: Metrics; sidecar: Pick<Sidecar, 'check'> }

/**
 * What answers until the sidecar has given this process its secrets: alive, not ready, and everything else
 * `unavailable`, so that callers ask again.
 */
export function createWaitingApp({ log, metrics, sidecar }: WaitingAppOptions): HttpApp {
  const app = createHttpApp({
    log,
    metrics,
    ready: [
      { name: 'sidecar', check: (signal) => sidecar.check(signal) },
      { name: 'started', check: () => Promise.reject(new AppError('unavailable')) },
    ],
  })
  // A sidecar asks once, as it starts, which bindings and subscriptions its app takes.
  for (const { name } of schedules) app.options(`/${name}`, (context) => context.body(null, 200))
  app.get('/dapr/*', (context) => context.notFound())
  const { http, message } = errorTable.unavailable
  app.all('*', (context) => context.json({ code: 'unavailable', message }, http))
  return app
}
