import { brokerOf, brokerPasswordSecret } from '../domain/broker.ts'
import { serverEnvironment } from '../domain/environment.ts'
import { readEnvironment } from '../process/environment.ts'
import { createKafka } from '../process/kafka.ts'
import { runProcess } from '../process/lifecycle.ts'
import { listen } from '../process/listener.ts'
import { createLog } from '../process/log.ts'
import { createMetrics } from '../process/metrics.ts'
import { openForScrapes } from '../process/metrics-listener.ts'
import { createSidecar } from '../process/sidecar/create-sidecar.ts'
import { startApplication } from './application.ts'
import { openLanguageModel } from './chat/model/create-language-model.ts'
import { createIdentity } from './identity/identity.ts'
import { createBrokerEvents } from './operations/broker-events.ts'
import type { EventState } from './operations/event-state.ts'
import { createStandInEvents } from './operations/stand-in-events.ts'
import { createWaitingApp } from './waiting-app.ts'

const environment = readEnvironment(serverEnvironment)
const log = createLog({ app: 'server', level: environment.LOG_LEVEL })

await runProcess({
  log,
  async start(signal) {
    const sidecar = createSidecar({ port: environment.DAPR_HTTP_PORT, apiToken: environment.DAPR_API_TOKEN, log })
    const metrics = createMetrics('server')
    // A sidecar begins with its app only when that listens: waiting for it before would be waiting for ever.
    const listener = await listen(createWaitingApp({ log, metrics, sidecar }), {
      port: environment.APP_PORT,
      hostname: environment.APP_HOST,
    })
    await openForScrapes(metrics, environment)
    log.info({ port: listener.port }, 'listening')
    await sidecar.waitUntilReady(signal)
    const [app, auth, system, secret, webPushPublicKey] = await Promise.all([
      sidecar.getSecret('database-url-app'),
      sidecar.getSecret('database-url-auth'),
      sidecar.getSecret('database-url-system'),
      sidecar.getSecret('auth-secret'),
      sidecar.getSecret('web-push-public-key'),
    ])
    const broker = brokerOf(environment)
    const password = broker?.sasl && (await sidecar.getSecret(brokerPasswordSecret))
    const languageModel = await openLanguageModel(environment, () => sidecar.getSecret('llm-api-key'))
    const kafka = broker && createKafka(broker, { clientId: 'server', password, log })
    const events: EventState = kafka
      ? createBrokerEvents(kafka)
      : createStandInEvents({ port: environment.DAPR_HTTP_PORT, apiToken: environment.DAPR_API_TOKEN })
    const application = startApplication({
      database: { urls: { app, auth, system }, poolSize: environment.DATABASE_POOL },
      sidecar,
      createIdentity: (database) => createIdentity({ prisma: database.auth, secret, environment, log }),
      log,
      now: () => new Date(),
      appApiToken: environment.APP_API_TOKEN,
      metrics,
      broker: kafka,
      events,
      operations: {
        adminEmails: environment.ADMIN_EMAILS,
        files: { releases: environment.RELEASES_FILE, budget: environment.BUDGET_FILE },
      },
      languageModel,
      delivering: {
        ...{ secret, appUrl: environment.APP_URL, webPushPublicKey },
        mail: environment.SMTP_FROM !== undefined,
        privateEndpoints: environment.PRIVATE_ENDPOINTS === 'allow',
      },
      listener,
    })
    log.info('serving')
    return {
      async close() {
        await application.close()
        await events.close?.()
        await sidecar.close()
      },
    }
  },
})
