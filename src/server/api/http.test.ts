import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../domain/limits.ts'
import { createTestServer, type TestServer, testOrigin } from '../testing/create-test-server.ts'

let server: TestServer
let cookie: string
beforeAll(async () => {
  server = await createTestServer()
  const response = await fetch(`${server.url}/api/auth/sign-in/anonymous`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json', origin: testOrigin },
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
})
afterAll(() => server.close())

type Sent = { body?: unknown; headers?: Record<string, string>; method?: string }
async function call(path: string, { body, headers = {}, method = body === undefined ? 'GET' : 'POST' }: Sent = {}) {
  const response = await fetch(`${server.url}/api/trpc/${path}`, {
    method,
    headers: {
      cookie,
      ...(body === undefined ? {} : { 'content-type': 'application/json', origin: testOrigin }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: /^[[{]/.test(text) ? JSON.parse(text) : null,
  }
}
const create = (title = 'Over HTTP') => ({ mutationId: randomUUID(), task: { title } })

describe('tRPC over HTTP', () => {
  it('answers plain JSON that nobody may keep or transform', async () => {
    const { status, json, headers } = await call('tasks.create', { body: create() })
    expect(status).toBe(200)
    expect(json.result.data.tasks[0]).toMatchObject({ title: 'Over HTTP', createdAt: expect.stringMatching(/Z$/) })
    expect(headers.get('cache-control')).toBe('no-store, no-transform')
  })

  it('tells errors by the code of the table and a sentence, and nothing of the inside', async () => {
    const cases: [Awaited<ReturnType<typeof call>>, number, string][] = [
      [await call(`tasks.get?input=${encodeURIComponent(JSON.stringify({ id: randomUUID() }))}`), 404, 'not_found'],
      [await call('tasks.create', { body: { mutationId: 'x', task: {} } }), 400, 'invalid_input'],
      [
        await call('tasks.create', { body: { ...create(), task: { title: 'x', timeZone: 'Mars/Olympus' } } }),
        400,
        'unknown_time_zone',
      ],
      [
        await call('tasks.create', {
          body: { ...create(), task: { title: 'x', due: { date: '2027-02-30', time: null } } },
        }),
        400,
        'invalid_date',
      ],
      [await call('tasks.create', { body: '{"mutationId":' }), 400, 'invalid_input'],
      [await call('no.such.procedure'), 404, 'not_found'],
      [await call('tasks.list', { headers: { cookie: '' } }), 401, 'signed_out'],
    ]
    for (const [{ status, json, text }, expected, appCode] of cases) {
      expect(status, text).toBe(expected)
      expect(json.error.data.appCode, text).toBe(appCode)
      expect(json.error.message).toMatch(/^[A-Z“].*\.$/s)
      expect(text).not.toMatch(/stack|node_modules|prisma/i)
    }
  })

  it('refuses changes that come from another origin', async () => {
    const evil = await call('tasks.create', { body: create('Forged'), headers: { origin: 'https://evil.example' } })
    expect(evil.status).toBe(403)
    const nullOrigin = await call('tasks.create', { body: create('Forged'), headers: { origin: 'null' } })
    expect(nullOrigin.status).toBe(403)
    expect((await call('tasks.list')).text).not.toContain('Forged')
    // A mutation cannot be smuggled into a GET, which a link or an image would make.
    const get = await call(`tasks.create?input=${encodeURIComponent(JSON.stringify(create('Forged')))}`)
    expect(get.status).toBe(400)
    expect((await call('tasks.list')).text).not.toContain('Forged')
  })

  it('refuses bodies and batches that are too large', async () => {
    const large = await call('tasks.create', { body: { ...create(), padding: 'x'.repeat(limits.requestBodyBytes) } })
    expect(large.status).toBe(413)
    const batch = await call(`${Array(50).fill('tasks.counts').join()}?batch=1&input=%7B%7D`)
    expect(batch.status).toBe(400)
  })

  it('signs a user out whose account is gone, whatever still holds a session', async () => {
    const user = await server.createUser()
    await server.query('DELETE FROM auth."user" WHERE id = $1', [user.id])
    await expect(user.api.tasks.create(create())).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
      cause: { code: 'signed_out' },
    })
  })
})

describe('around it', () => {
  it('is alive and ready, and not ready without its sidecar', async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    server.sidecar.reachable = false
    const response = await fetch(`${server.url}/readyz`)
    server.sidecar.reachable = true
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ checks: { database: true, sidecar: false } })
  })

  it('measures calls, streams, the outbox and reminders', async () => {
    await call('tasks.list')
    const text = await (await fetch(`${server.url}/metrics`)).text()
    expect(text).toMatch(/rpc_calls_total\{procedure="tasks.list",outcome="ok",app="server"\} [1-9]/)
    expect(text).toMatch(/rpc_calls_total\{procedure="tasks.create",outcome="unknown_time_zone",app="server"\} 1/)
    for (const name of [
      'live_clients',
      'outbox_depth',
      'outbox_oldest_seconds',
      'reminder_lateness_seconds_count',
      'rpc_call_duration_seconds_sum',
    ])
      expect(text).toContain(name)
  })
})
