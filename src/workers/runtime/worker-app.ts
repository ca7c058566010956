import { errorTable } from '../../domain/errors.ts'
import { createHttpApp, type HttpApp } from '../../process/http-app.ts'
import type { Log } from '../../process/log.ts'
import type { Metrics } from '../../process/metrics.ts'
import type { Sidecar } from '../../process/sidecar/sidecar.ts'
import { onlySidecar } from '../../process/sidecar-token.ts'
import { handleEnvelope } from './handle-envelope.ts'
import { observeEvents } from './observe-events.ts'
import { createPatience } from './patience.ts'
import type { Worker, WorkerSidecar } from './worker.ts'

type WorkerAppOptions = {
  sidecar: WorkerSidecar & Pick<Sidecar, 'check'>
  log: Log
  metrics: Metrics
  appApiToken: string | undefined
}

/** The HTTP app of a worker: a route per subscription, beside what every process serves. */
export function createWorkerApp(worker: Worker, { sidecar, log, metrics, appApiToken }: WorkerAppOptions): HttpApp {
  const app = createHttpApp({ log, metrics, ready: [{ name: 'sidecar', check: (signal) => sidecar.check(signal) }] })
  const patience = createPatience()
  const observe = observeEvents(worker, metrics)
  for (const { route } of worker.subscriptions) {
    app.post(route, onlySidecar(appApiToken), async (context) => {
      const envelope: unknown = await context.req.json().catch(() => undefined)
      const verdict = await handleEnvelope(envelope, { worker, sidecar, log, patience, metrics, observe })
      return verdict === 'BUSY' ? context.json({ status: 'RETRY' }, 503) : context.json({ status: verdict })
    })
  }
  // Daprd takes a 404 for "lose this event", so an event on a route that is not served must not meet one.
  app.notFound((context) => context.json({ code: 'internal', message: errorTable.internal.message }, 500))
  return app
}
