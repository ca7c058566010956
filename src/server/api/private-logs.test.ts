import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '../../process/log.ts'
import { createTestServer, type TestServer, testOrigin } from '../testing/create-test-server.ts'
import { post } from '../testing/sidecar-calls.ts'
import { waitUntil } from '../testing/wait-until.ts'

// Everything that a server is told and that no log may tell: each holds this word.
const private_ = 'Geheimnis'
const email = `${private_}@example.test`.toLowerCase()
const password = `${private_}-password`

let server: TestServer
let cookie: string
const lines: string[] = []
const since = (mark: number) => lines.slice(mark).map((line) => JSON.parse(line))

beforeAll(async () => {
  const destination = { write: (line: string) => void lines.push(line) }
  server = await createTestServer({ log: createLog({ app: 'server', level: 'debug', destination }) })
  const signedUp = await auth('sign-up/email', { name: private_, email, password })
  expect(signedUp.status).toBe(200)
  cookie = signedUp.headers.getSetCookie().join('; ')
})
afterAll(() => server.close())

const headers = () => ({ 'content-type': 'application/json', origin: testOrigin })
const auth = (path: string, body: unknown) =>
  fetch(`${server.url}/api/auth/${path}`, { method: 'POST', headers: headers(), body: JSON.stringify(body) })
async function call(procedure: string, body: unknown): Promise<number> {
  const sent = typeof body === 'string' ? body : JSON.stringify(body)
  const init = { method: 'POST', headers: { ...headers(), cookie }, body: sent }
  return (await fetch(`${server.url}/api/trpc/${procedure}`, init)).status
}
const create = (task: object = {}) =>
  call('tasks.create', {
    mutationId: randomUUID(),
    task: { title: private_, notes: private_, tags: [private_.toLowerCase()], ...task },
  })

/** Makes the database refuse what `work` writes, in words that hold what it was given. */
async function whileDatabaseFails(work: () => Promise<void>): Promise<void> {
  await server.query(`CREATE FUNCTION app.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'refused % and "%"', NEW.title, NEW.title USING DETAIL = NEW.notes; END $$`)
  await server.query('GRANT EXECUTE ON FUNCTION app.refuse TO PUBLIC')
  await server.query('CREATE TRIGGER refuse BEFORE INSERT ON app.task FOR EACH ROW EXECUTE FUNCTION app.refuse()')
  try {
    await work()
  } finally {
    await server.query('DROP TRIGGER refuse ON app.task')
    await server.query('DROP FUNCTION app.refuse')
  }
}

const envelope = (type: string, data: unknown) => ({ id: private_, type, specversion: '1.0', source: 'server', data })

it.each<[string, string | null, () => Promise<void>]>([
  ['a change', 'call answered', async () => expect(await create()).toBe(200)],
  ['a conversation', 'call answered', async () => void (await call('chat.send', { text: `add ${private_} tomorrow` }))],
  ['bad input', 'call refused', async () => expect(await create({ due: { date: private_ } })).toBe(400)],
  ['no JSON', 'call refused', async () => expect(await call('tasks.create', `{"${private_}`)).toBe(400)],
  ['no procedure', 'call refused', async () => expect(await call(private_, {})).toBe(404)],
  ['a wrong password', null, async () => void (await auth('sign-in/email', { email, password: `not ${password}` }))],
  ['a malformed account', null, async () => void (await auth('sign-up/email', { name: private_, email: private_ }))],
  ['an address in use', null, async () => void (await auth('sign-up/email', { name: private_, email, password }))],
  [
    'a token that is none',
    null,
    async () =>
      void (await fetch(`${server.url}/api/mcp`, {
        method: 'POST',
        headers: { ...headers(), authorization: `Bearer ${private_}` },
        body: '{}',
      })),
  ],
  [
    'an address of a webhook',
    'call answered',
    async () => {
      const url = `https://example.org/${private_}`
      expect(await call('destinations.addWebhook', { mutationId: randomUUID(), url })).toBe(200)
    },
  ],
  [
    'an unknown event',
    'wake-up dropped',
    async () => void (await post(server, '/events/wake-up', envelope(private_, {}))),
  ],
  [
    'a malformed event',
    'wake-up dropped',
    async () =>
      void (await post(server, '/events/wake-up', envelope('task.changed', { [private_]: private_, seq: private_ }))),
  ],
  [
    'an event that is none',
    'wake-up dropped',
    async () => void (await post(server, '/events/wake-up', { type: private_ })),
  ],
  [
    'a bad invocation',
    'request refused',
    async () => void (await post(server, '/internal/deliveries/report', { userId: private_ })),
  ],
  ['a failing database', 'call failed', () => whileDatabaseFails(async () => expect(await create()).toBe(500))],
  [
    'a broker that is away',
    'events not published yet',
    async () => {
      server.sidecar.reachable = false
      expect(await create()).toBe(200)
      await waitUntil(() => lines.some((line) => line.includes('events not published yet')))
      server.sidecar.reachable = true
    },
  ],
])('%s is told without what it holds', async (_, told, work) => {
  const mark = lines.length
  await work()
  const written = since(mark)
  if (told !== null) expect(written.map(({ msg }) => msg)).toContain(told)
  expect(lines.slice(mark).join('\n').toLowerCase()).not.toContain(private_.toLowerCase())
})

it('what the database refused is told by its code', async () => {
  const mark = lines.length
  await whileDatabaseFails(async () => void (await create()))
  expect(JSON.stringify(since(mark))).toContain('P0001')
})
