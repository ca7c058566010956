import { Pool } from 'pg'
import type { AppId } from '../../domain/topology.ts'
import { closeServer } from '../../process/listener.ts'
import { startBroker } from './broker/broker.ts'
import { migrate } from './broker/schema.ts'
import { holdSession } from './broker/session.ts'
import { runSchedules } from './cron/run-schedules.ts'
import { listenOn } from './listener.ts'
import { defaultDelivery, type SidecarApp, type SidecarOptions, type Sidecars } from './options.ts'
import { createReplicas } from './replicas.ts'
import { type Services, serveRequest } from './serve-request.ts'
import { createStateStore } from './state/state-store.ts'

const connections = 8
const closeGraceMs = 3_000

/**
 * Starts the local stand-in of daprd: one listener per app, all in this process, on one PostgreSQL database.
 * Rejects when a port is taken, the database cannot be reached, or another process already serves this database.
 */
export async function startSidecars(options: SidecarOptions): Promise<Sidecars> {
  const { databaseUrl, secrets, apiTokens = {}, now = Date.now, host = '127.0.0.1' } = options
  const logger = options.logger.child({ part: 'sidecar' })
  const apps = Object.entries(options.apps) as [AppId, SidecarApp][]
  await using started = new AsyncDisposableStack()
  const pool = new Pool({ connectionString: databaseUrl, max: connections })
  pool.on('error', (error) => {
    // A pool that was ended does not wait for its connections to close, so the database may still end them.
    if (!pool.ended) logger.warn({ err: error }, 'idle database connection lost')
  })
  started.defer(() => pool.end())
  let replay = () => {}
  const session = await holdSession({ databaseUrl, logger, onReplay: () => replay() })
  started.defer(() => session.close())
  await migrate(pool)
  const replicas = new Map(apps.map(([app, { appPort }]) => [app, createReplicas(appPort)]))
  const policy = { ...defaultDelivery, ...options.delivery }
  const broker = await startBroker({ pool, replicas, apiTokens, policy, logger })
  replay = broker.replay
  started.defer(() => broker.close())
  const services: Services = { pool, broker, state: createStateStore(pool), secrets, replicas, apiTokens, logger, now }
  const ports: Sidecars['ports'] = {}
  for (const [app, { sidecarPort }] of apps) {
    const listener = await listenOn({ port: sidecarPort, host }, (request, response) => {
      void serveRequest(app, { request, response }, services)
    })
    ports[app] = listener.port
    started.defer(() => closeServer(listener.server, closeGraceMs))
  }
  const schedules = runSchedules({ replicas, apiTokens, logger, now })
  started.defer(() => schedules.close())
  const running = started.move()
  return { ports, close: () => running.disposeAsync() }
}
