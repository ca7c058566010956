import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServer, type TestServer, type TestUser, testOrigin } from '../testing/create-test-server.ts'
import { post } from '../testing/sidecar-calls.ts'
import { waitUntil } from '../testing/wait-until.ts'
import { createLiveHub } from './live-hub.ts'
import type { LiveUpdate } from './live-update.ts'

let server: TestServer
let user: TestUser
beforeAll(async () => {
  server = await createTestServer()
  user = await server.createUser()
})
afterAll(() => server.close())

const create = async (by = user) => {
  const { tasks, seq } = await by.api.tasks.create({ mutationId: randomUUID(), task: { title: 'Task' } })
  return { id: tasks[0]?.id ?? '', seq }
}

type Options = { lastEventId?: string | null; sessionStands?: () => Promise<boolean>; pollMs?: number; userId?: string }
/** A stream of its own hub, which nobody wakes but its `wake`. */
function follow({
  lastEventId = null,
  sessionStands = async () => true,
  pollMs = 60_000,
  userId = user.id,
}: Options = {}) {
  const hub = createLiveHub({ database: server.application.database, pollMs })
  const end = new AbortController()
  const seen: LiveUpdate[] = []
  const done = (async () => {
    for await (const update of hub.updates({ userId, lastEventId, signal: end.signal, sessionStands }))
      seen.push(update)
  })()
  const failure = done.then(
    () => null,
    (error: unknown) => error,
  )
  return {
    hub,
    seen,
    failure,
    end: () => end.abort(),
    ids: () =>
      seen.flatMap((update) =>
        update.type === 'update'
          ? update.updates.flatMap(({ data }) => ('tasks' in data ? data.tasks.map(({ id }) => id) : []))
          : [],
      ),
  }
}

describe('live updates', () => {
  it('begin with ready and bring every change once, in order, when woken', async () => {
    const stream = follow()
    await waitUntil(() => stream.seen[0]?.type === 'ready')
    const made = await Promise.all(Array.from({ length: 20 }, () => create()))
    stream.hub.wake(user.id)
    await waitUntil(() => stream.ids().length === 20)
    expect(stream.ids()).toEqual(made.sort((a, b) => a.seq - b.seq).map(({ id }) => id))
    stream.end()
    expect(await stream.failure).toBeNull()
    expect(stream.hub.clients()).toBe(0)
  })

  it('resume behind the last number seen, without gap or repeat', async () => {
    const first = await create()
    const missed = [await create(), await create()]
    const stream = follow({ lastEventId: String(first.seq) })
    await waitUntil(() => stream.ids().length === 2)
    expect(stream.seen[0]).toEqual({ type: 'ready', seq: first.seq })
    expect(stream.ids()).toEqual(missed.map(({ id }) => id))
    stream.end()
  })

  it('bring what no wake-up told of, by looking slowly', async () => {
    const stream = follow({ pollMs: 20 })
    await waitUntil(() => stream.seen.length === 1)
    const { id } = await create()
    await waitUntil(() => stream.ids().includes(id))
    stream.end()
  })

  it.each(['nonsense', '-1', '999999999', '1e3'])('ask for a refetch when resumed from %s', async (lastEventId) => {
    const stream = follow({ lastEventId })
    await waitUntil(() => stream.seen.some(({ type }) => type === 'refetch'))
    const { id } = await create()
    stream.hub.wake(user.id)
    await waitUntil(() => stream.ids().includes(id))
    stream.end()
  })

  it('ask for a refetch when part of the gap was purged', async () => {
    const other = await server.createUser()
    const numbers = [await create(other), await create(other), await create(other)]
    await server.query('DELETE FROM app.outbox WHERE user_id = $1 AND seq = 2', [other.id])
    const stream = follow({ userId: other.id, lastEventId: '1' })
    await waitUntil(() => stream.seen.some(({ type }) => type === 'refetch'))
    expect(stream.seen.at(-1)).toEqual({ type: 'refetch', seq: numbers[2]?.seq })
    stream.end()
  })

  it('end when the session does', async () => {
    let stands = true
    const stream = follow({ sessionStands: async () => stands })
    await waitUntil(() => stream.seen.length === 1)
    stream.hub.recheck(user.id)
    stands = false
    stream.hub.recheck(user.id)
    expect(await stream.failure).toMatchObject({ code: 'signed_out' })
  })
})

describe('over HTTP', () => {
  const signedIn = async () => {
    const response = await fetch(`${server.url}/api/auth/sign-in/anonymous`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', origin: testOrigin },
    })
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const { user: made } = await response.json()
    return { cookie, api: server.callerFor({ id: made.id, name: '', email: '', isGuest: true }) }
  }

  it('an event stream may not be transformed, and reaches a client within a second of a change elsewhere', async () => {
    const { cookie, api } = await signedIn()
    const response = await fetch(`${server.url}/api/trpc/live.updates`, {
      headers: { cookie, accept: 'text/event-stream' },
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(response.headers.get('cache-control')).toContain('no-transform')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const readUntil = async (part: string) => {
      while (!text.includes(part)) text += (await reader?.read())?.value ?? expect.fail('the stream ended')
    }
    await readUntil('"ready"')
    const start = performance.now()
    const { tasks, seq } = await api.tasks.create({ mutationId: randomUUID(), task: { title: 'x' } })
    await readUntil(tasks[0]?.id ?? 'none')
    expect(performance.now() - start).toBeLessThan(1_000)
    expect(text).toContain(`id: ${seq}\n`)
    await fetch(`${server.url}/api/auth/sign-out`, {
      method: 'POST',
      body: '{}',
      headers: { cookie, 'content-type': 'application/json', origin: testOrigin },
    })
    await readUntil('signed_out')
    await reader?.cancel()
  })

  it('a stream that was cut is resumed by the number of its last event', async () => {
    const { cookie, api } = await signedIn()
    const first = await api.tasks.create({ mutationId: randomUUID(), task: { title: 'seen' } })
    const second = await api.tasks.create({ mutationId: randomUUID(), task: { title: 'missed' } })
    const headers = { cookie, accept: 'text/event-stream', 'last-event-id': String(first.seq) }
    const response = await fetch(`${server.url}/api/trpc/live.updates?input=%7B%7D`, { headers })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes('"update"')) text += (await reader?.read())?.value ?? expect.fail('the stream ended')
    expect(text).toContain(second.tasks[0]?.id)
    expect(text).not.toContain(first.tasks[0]?.id)
    await reader?.cancel()
    await waitUntil(() => server.application.services.live.clients() === 0)
  })

  it('nobody signed out gets one', async () => {
    const response = await fetch(`${server.url}/api/trpc/live.updates`, { headers: { accept: 'text/event-stream' } })
    expect(await response.text()).toContain('signed_out')
  })
})

it('a wake-up from the sidecar reaches the streams of that user alone; what is no event is dropped', async () => {
  const event = {
    id: randomUUID(),
    source: 'server',
    specversion: '1.0',
    type: 'task.changed',
    data: { userId: user.id, seq: 1, tasks: [] },
  }
  expect(await (await post(server, '/events/wake-up', event)).json()).toEqual({ status: 'SUCCESS' })
  for (const bad of [{}, [], { ...event, type: 'task.unknown' }, { ...event, data: {} }])
    expect(await (await post(server, '/events/wake-up', bad)).json()).toEqual({ status: 'DROP' })
})
