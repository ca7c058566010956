import { PassThrough } from 'node:stream'
import pg from 'pg'
import type { ServerEnvironment } from '../../domain/environment.ts'
import { listen } from '../../process/listener.ts'
import { createLog, type Log } from '../../process/log.ts'
import { createMetrics } from '../../process/metrics.ts'
import type { Context, SignedInUser } from '../api/context.ts'
import { appRouter } from '../api/router.ts'
import { createCallerFactory } from '../api/trpc.ts'
import { type Application, startApplication } from '../application.ts'
import { createIdentity } from '../identity/identity.ts'
import { uuidV7 } from '../identity/uuid-v7.ts'
import { createWaitingApp } from '../waiting-app.ts'
import { createTestEvents, type TestEvents } from './event-state.ts'
import { createRecordingSidecar, type RecordingSidecar } from './recording-sidecar.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

const createCaller = createCallerFactory(appRouter)
export type Caller = ReturnType<typeof createCaller>
export type TestUser = SignedInUser & { api: Caller }

export type TestServer = {
  application: Application
  /** Where it answers; also the origin its browsers come from. */
  url: string
  testDatabase: TestDatabase
  events: TestEvents
  sidecar: RecordingSidecar
  /** What the application takes for the present; null: the real one. */
  clock: { now: Date | null }
  createUser(options?: { isGuest?: boolean; timeZone?: string }): Promise<TestUser>
  /** The API as `user` calls it, without HTTP; `signal` ends its streams. */
  callerFor(user: SignedInUser | null, overrides?: Partial<Context>, signal?: AbortSignal): Caller
  /** Rows as the superuser sees them, past row-level security. */
  query<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<R[]>
  close(): Promise<void>
}

const baseEnvironment = {
  TRUSTED_ORIGINS: [],
  REGISTRATION: 'open',
  GUESTS: 'on',
  TRUSTED_PROXIES: 0,
} satisfies Partial<ServerEnvironment>

const secret = 'a secret of at least thirty-two characters'

export const testOrigin = 'http://todo.test'

/** The whole server on a database of its own, with a sidecar that keeps what is published. */
export async function createTestServer(options: { database?: TestDatabase; log?: Log } = {}): Promise<TestServer> {
  const testDatabase = options.database ?? (await createTestDatabase())
  const admin = new pg.Pool({ connectionString: testDatabase.adminUrl, max: 3 })
  admin.on('error', () => {})
  const sidecar = createRecordingSidecar()
  const clock: TestServer['clock'] = { now: null }
  const log = options.log ?? createLog({ app: 'test', level: 'error', destination: new PassThrough().resume() })
  const metrics = createMetrics('server')
  const events = createTestEvents()
  const application = startApplication({
    database: { urls: urlsOf(testDatabase), poolSize: 8 },
    sidecar,
    createIdentity: ({ auth }) =>
      createIdentity({ prisma: auth, secret, log, environment: { APP_URL: testOrigin, ...baseEnvironment } }),
    log,
    now: () => clock.now ?? new Date(),
    metrics,
    events,
    operations: { adminEmails: [adminEmail], files: {} },
    delivering: { secret, appUrl: testOrigin, webPushPublicKey: 'public-key', mail: true, privateEndpoints: false },
    listener: await listen(createWaitingApp({ log, metrics, sidecar }), { port: 0 }),
  })
  const callerFor: TestServer['callerFor'] = (user, overrides = {}, signal) =>
    createCaller(
      {
        user,
        sessionId: null,
        sessionStands: async () => true,
        headers: new Headers(),
        responseHeaders: new Headers(),
        services: application.services,
        observe: () => {},
        ...overrides,
      },
      signal === undefined ? {} : { signal },
    )
  return {
    application,
    url: `http://127.0.0.1:${application.port}`,
    testDatabase,
    sidecar,
    events,
    clock,
    callerFor,
    async createUser({ isGuest = false, timeZone } = {}) {
      const id = uuidV7()
      const user = { id, name: 'Test', email: `${id}@example.test`, isGuest }
      await application.database.auth.user.create({
        data: { id, name: user.name, email: user.email, isAnonymous: isGuest },
      })
      if (timeZone !== undefined)
        await admin.query('INSERT INTO app.profile (user_id, time_zone) VALUES ($1, $2)', [id, timeZone])
      return { ...user, api: callerFor(user) }
    },
    async query(text, values = []) {
      const { rows } = await admin.query(text, values)
      return rows
    },
    async close() {
      await application.close()
      await admin.end()
      if (options.database === undefined) await testDatabase.drop()
    },
  }
}

/** Whoever has this address, confirmed, is an administrator there. */
export const adminEmail = 'admin@example.test'

const urlsOf = ({ url }: TestDatabase) => ({ app: url('todo_app'), auth: url('todo_auth'), system: url('todo_system') })
