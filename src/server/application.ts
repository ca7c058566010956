import type { Kafka } from 'kafkajs'
import { understand } from '../domain/language/understand.ts'
import { createHttpApp, type HttpApp } from '../process/http-app.ts'
import type { Listener } from '../process/listener.ts'
import type { Log } from '../process/log.ts'
import type { Metrics } from '../process/metrics.ts'
import type { Sidecar } from '../process/sidecar/sidecar.ts'
import { onlySidecar } from '../process/sidecar-token.ts'
import { createAccountService } from './account/account-service.ts'
import { mountExport } from './account/export-route.ts'
import { mountApi } from './api/http.ts'
import { mountInvocations } from './api/invocation-routes.ts'
import type { Services } from './api/services.ts'
import { createFeedAddresses } from './calendar/feed-addresses.ts'
import { mountCalendarFeed } from './calendar/http.ts'
import { createChangeService } from './changes/change-service.ts'
import { createChatService } from './chat/chat-service.ts'
import { createLanguageModel, type LanguageModel } from './chat/model/create-language-model.ts'
import { type Database, type DatabaseOptions, openDatabase } from './database/client.ts'
import { schemaCheck } from './database/schema-level.ts'
import { createDerivedKeys, type DerivedKeys } from './destinations/derived-keys.ts'
import { createDestinationService, type Delivering } from './destinations/destination-service.ts'
import { createSending } from './destinations/sending.ts'
import { mountUnsubscribe } from './destinations/unsubscribe-route.ts'
import type { Identity } from './identity/identity.ts'
import { createAccessTokens } from './identity/tokens/access-tokens.ts'
import { uuidV7 } from './identity/uuid-v7.ts'
import { createImportService } from './import/import-service.ts'
import { followBroker } from './live/broker-wake-ups.ts'
import { hearUpdate } from './live/hear-update.ts'
import { createLiveHub } from './live/live-hub.ts'
import { mountWakeUp } from './live/wake-up-route.ts'
import { mountMcp } from './mcp/http.ts'
import { createDeliveries } from './notifications/deliveries.ts'
import { createNotificationService } from './notifications/notification-service.ts'
import type { EventState } from './operations/event-state.ts'
import { createOperations, type OperationsOptions } from './operations/operations-service.ts'
import { startOutboxRelay } from './outbox/relay.ts'
import { mountSchedules } from './schedules/routes.ts'
import { createAdvanceSeries } from './series/advance-series.ts'
import { createServerMetrics, type ServerMetrics } from './server-metrics.ts'
import { createSettingsStore, type SettingsStore } from './settings/settings-store.ts'
import { createTaskService } from './tasks/task-service.ts'

export type ApplicationOptions = {
  database: DatabaseOptions
  sidecar: Pick<Sidecar, 'publishBulk' | 'check'>
  /** Makes accounts and sessions on the database's role todo_auth. */
  createIdentity: (database: Database) => Identity
  log: Log
  now: () => Date
  /** What the sidecar shows this process; without it, the network alone guards its routes. */
  appApiToken?: string | undefined
  metrics: Metrics
  /** Where live updates of other replicas are heard; without it, the sidecar tells of them. */
  broker?: Kafka | undefined
  /** What became of events, for measures and operators. */
  events: EventState
  /** Who is an administrator, and what a deployment tells them. */
  operations: Pick<OperationsOptions, 'adminEmails' | 'files'>
  /** Plans where the parser is unsure; none if absent. */
  languageModel?: LanguageModel | undefined
  /** How notifications leave the house; `secret` is what is derived from. */
  delivering: Delivering & { secret: string; appUrl: string }
  /** Listens already; from now on the application answers on it. */
  listener: Listener
}

export type Application = {
  port: number
  database: Database
  identity: Identity
  services: Services
  /** Answers what is under way, ends streams, publishes what is being published, then closes everything. */
  close(): Promise<void>
}

/** Everything of the server, started; it answers from now on and is ready when database, its schema and sidecar are. */
export function startApplication(options: ApplicationOptions): Application {
  const { log, sidecar, metrics, listener } = options
  const database = openDatabase(options.database)
  const identity = options.createIdentity(database)
  const serverMetrics = createServerMetrics(metrics)
  const parts = createParts(options, { database, identity, serverMetrics })
  const ready = [
    { name: 'database', check: () => database.check() },
    schemaCheck(() => database.missingMigrations(), log),
    { name: 'sidecar', check: (signal: AbortSignal) => sidecar.check(signal) },
  ]
  const draining = new AbortController()
  const app = createHttpApp({ log, metrics, ready })
  mountRoutes(app, { ...options, ...parts, database, identity, serverMetrics, draining: draining.signal })
  const stopListening = [
    database.commits.listen((userId) => userId !== null && parts.services.live.wake(userId)),
    identity.onUserChanged((userId) => parts.services.live.recheck(userId)),
  ]
  const relay = startOutboxRelay({ url: options.database.urls.system, sidecar, commits: database.commits, log })
  const { live } = parts.services
  const wakeUps =
    options.broker &&
    followBroker({
      kafka: options.broker,
      hear: (envelope) => hearUpdate(envelope, { live, settings: parts.settings, log }),
      missed: () => live.wakeAll(),
      log,
    })
  serverMetrics.watch({ live, wakeUps, database, events: options.events })
  listener.serve(app)
  return {
    port: listener.port,
    database,
    identity,
    services: parts.services,
    async close() {
      draining.abort()
      await listener.close()
      for (const stop of stopListening) stop()
      await Promise.all([relay.stop(), wakeUps?.stop()])
      await database.close()
    },
  }
}

type Parts = { services: Services; settings: SettingsStore; newId: () => string; keys: DerivedKeys }

function createParts(
  { now, log, languageModel, delivering, sidecar, events, metrics, operations }: ApplicationOptions,
  { database, identity, serverMetrics }: { database: Database; identity: Identity; serverMetrics: ServerMetrics },
): Parts {
  const newId = () => uuidV7(now().getTime())
  const settings = createSettingsStore(database)
  const tasks = createTaskService({ database, settings, now, newId })
  const changes = createChangeService({ database, settings })
  const { planner, service: model } = createLanguageModel(database, {
    model: languageModel,
    log,
    observe: serverMetrics.observeModel,
  })
  const keys = createDerivedKeys(delivering.secret)
  const services: Services = {
    tasks,
    changes,
    notifications: createNotificationService({ database, tasks, now }),
    destinations: createDestinationService({ database, keys, delivering }),
    live: createLiveHub({ database }),
    chat: createChatService({ database, settings, now, newId, tasks, changes, understand, model: planner }),
    account: createAccountService({ database, identity, settings, now }),
    accessTokens: createAccessTokens(database.auth),
    model,
    imports: createImportService({ database, settings, now, newId }),
    feedAddresses: createFeedAddresses(database.auth),
    operations: createOperations({ database, sidecar, events, registry: metrics.registry, ...operations }),
  }
  return { services, settings, newId, keys }
}

type Routes = Pick<ApplicationOptions, 'log' | 'now' | 'appApiToken' | 'delivering'> &
  Parts & {
    database: Database
    identity: Identity
    serverMetrics: ServerMetrics
    draining: AbortSignal
  }

function mountRoutes(app: HttpApp, routes: Routes): void {
  const { database, services, settings, log, now, newId, identity, serverMetrics, draining, keys, delivering } = routes
  const guard = onlySidecar(routes.appApiToken)
  mountApi(app, { identity, services, observe: serverMetrics.observeCall, log, draining })
  mountMcp(app, {
    ...{ identity, accessTokens: services.accessTokens, tasks: services.tasks, changes: services.changes },
    ...{ database, settings, now, newId, log, observeTool: serverMetrics.observeTool },
  })
  mountExport(app, { identity, account: services.account })
  mountCalendarFeed(app, { database, identity, addresses: services.feedAddresses, now })
  mountUnsubscribe(app, services.destinations)
  mountWakeUp(app, guard, { live: services.live, settings, log })
  mountSchedules(app, guard, { system: database.system, log })
  mountInvocations(
    app,
    { guard, log },
    {
      ...createSending({ database, keys, appUrl: delivering.appUrl }),
      ...createDeliveries({ database, now, observeLateness: serverMetrics.observeLateness }),
      advanceSeries: createAdvanceSeries({ database, settings, newId }),
    },
  )
}
