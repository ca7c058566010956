import pg from 'pg'
import { createLog } from '../../process/log.ts'
import { openDatabase } from '../database/client.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { createIdentity, type Identity } from './identity.ts'

export const testOrigin = 'http://todo.test'
const secret = 'a secret of at least thirty-two characters'

type Overrides = Partial<Parameters<typeof createIdentity>[0]['environment']>

/** Identity on a database of its own, and as many browsers in front of it as a test needs. */
export async function createTestIdentity(overrides: Overrides = {}) {
  const testDatabase = await createTestDatabase()
  const admin = new pg.Pool({ connectionString: testDatabase.adminUrl, max: 2 })
  const database = openDatabase({
    urls: {
      app: testDatabase.url('todo_app'),
      auth: testDatabase.url('todo_auth'),
      system: testDatabase.url('todo_system'),
    },
    poolSize: 6,
  })
  const create = (environment: Overrides): Identity =>
    createIdentity({
      prisma: database.auth,
      secret,
      log: createLog({ app: 'test', level: 'error' }),
      environment: {
        APP_URL: testOrigin,
        TRUSTED_ORIGINS: [],
        REGISTRATION: 'open',
        GUESTS: 'on',
        TRUSTED_PROXIES: 0,
        ...environment,
      },
    })
  return {
    identity: create(overrides),
    /** Another one on the same database, as another replica or after a restart with other settings. */
    another: create,
    database,
    secret,
    authUrl: testDatabase.url('todo_auth'),
    /** Past row-level security. */
    async query(text: string, values: unknown[] = []): Promise<object[]> {
      return (await admin.query(text, values)).rows
    },
    async close() {
      await database.close()
      await admin.end()
      await testDatabase.drop()
    },
  }
}

/** What tests look at in an answer; a redirect or a list has other things. */
type Answer = {
  status: number
  location: string | null
  body: { code?: string; message?: string; user: { id: string } }
}
type Sent = { body?: unknown; headers?: Record<string, string>; method?: string }

/** Keeps cookies as a browser does and sends its origin. */
export function createBrowser(identity: Identity, origin = testOrigin) {
  const jar = new Map<string, string>()
  let setCookies: string[] = []
  const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  async function send(path: string, { body, headers = {}, method }: Sent = {}): Promise<Answer> {
    const request = new Request(`${origin}/api/auth${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json', origin }),
        ...(jar.size > 0 && { cookie: cookie() }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const response = await identity.handle(request)
    setCookies = response.headers.getSetCookie()
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(';')
      const name = pair.slice(0, pair.indexOf('='))
      if (attributes.some((attribute) => /max-age=0/i.test(attribute))) jar.delete(name)
      else jar.set(name, pair.slice(pair.indexOf('=') + 1))
    }
    const text = await response.text()
    const answered = /^[[{]/.test(text) ? JSON.parse(text) : { message: text, user: { id: '' } }
    return { status: response.status, location: response.headers.get('location'), body: answered }
  }

  return {
    send,
    headers: () => new Headers(jar.size > 0 ? { cookie: cookie() } : {}),
    user: () => identity.sessionFor(new Headers(jar.size > 0 ? { cookie: cookie() } : {})),
    setCookies: () => setCookies,
    signUp: (email: string, password = 'correct horse', more: object = {}) =>
      send('/sign-up/email', { body: { name: 'Ada', email, password, ...more } }),
    signIn: (email: string, password = 'correct horse') => send('/sign-in/email', { body: { email, password } }),
    signOut: () => send('/sign-out', { body: {} }),
    continueAsGuest: () => send('/sign-in/anonymous', { body: {} }),
  }
}
