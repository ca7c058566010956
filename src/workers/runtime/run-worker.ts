import { workerEnvironment } from '../../domain/environment.ts'
import { readEnvironment } from '../../process/environment.ts'
import { runProcess } from '../../process/lifecycle.ts'
import { listen } from '../../process/listener.ts'
import { createLog } from '../../process/log.ts'
import { createMetrics } from '../../process/metrics.ts'
import { openForScrapes } from '../../process/metrics-listener.ts'
import { createSidecar } from '../../process/sidecar/create-sidecar.ts'
import type { Worker } from './worker.ts'
import { createWorkerApp } from './worker-app.ts'

/** Runs a worker as this process: it listens at once and is ready when its sidecar is. */
export async function runWorker(worker: Worker): Promise<void> {
  const environment = readEnvironment(workerEnvironment)
  const log = createLog({ app: worker.app, level: environment.LOG_LEVEL })
  await runProcess({
    log,
    start: async () => {
      const sidecar = createSidecar({ port: environment.DAPR_HTTP_PORT, apiToken: environment.DAPR_API_TOKEN, log })
      const metrics = createMetrics(worker.app)
      const app = createWorkerApp(worker, { sidecar, log, metrics, appApiToken: environment.APP_API_TOKEN })
      const listener = await listen(app, { port: environment.APP_PORT, hostname: environment.APP_HOST })
      await openForScrapes(metrics, environment)
      log.info({ port: listener.port }, 'listening')
      return {
        close: async () => {
          await listener.close()
          await sidecar.close()
        },
      }
    },
  })
}
