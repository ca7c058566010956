import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inTrace, nextTraceparent } from '../../process/trace.ts'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'
import { published } from '../testing/sidecar-calls.ts'

let server: TestServer
let user: TestUser
beforeAll(async () => {
  server = await createTestServer()
  user = await server.createUser()
})
afterAll(() => server.close())

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()
const create = (traceparent: string | undefined) =>
  inTrace(traceparent, () =>
    user.api.tasks.create({
      mutationId: randomUUID(),
      task: { title: 'Task', reminders: [{ kind: 'absolute', at: inAnHour() }] },
    }),
  )
const seen = new Map<string, number>()
/** The trace with which the next event of that type was published. */
async function nextTrace(type: 'task.created' | 'settings.changed' | 'reminder.due'): Promise<string | undefined> {
  const event = await published(server, { type, userId: user.id, seen: seen.get(type) ?? 0 })
  seen.set(type, (seen.get(type) ?? 0) + 1)
  return 'traceparent' in event ? String(event.traceparent) : undefined
}

it('an event is published as part of the request that brought it about', async () => {
  const traceparent = nextTraceparent(undefined)
  await create(traceparent)
  expect(await nextTrace('task.created')).toBe(traceparent)
})

it('a connection forgets the trace of the request before', async () => {
  for (let round = 0; round < 20; round += 1) await create(nextTraceparent(undefined))
  await create(undefined)
  const traces: (string | undefined)[] = []
  for (let round = 0; round <= 20; round += 1) traces.push(await nextTrace('task.created'))
  expect(new Set(traces).size).toBe(21)
  expect(traces.at(-1)).toBeUndefined()
})

it('changes in a transaction of several statements carry it too', async () => {
  const traceparent = nextTraceparent(undefined)
  await inTrace(traceparent, () => user.api.me.updateSettings({ mutationId: randomUUID(), settings: { weekStart: 7 } }))
  expect(await nextTrace('settings.changed')).toBe(traceparent)
})

it('what a schedule finds due belongs to the call of that schedule', async () => {
  await create(undefined)
  await server.query('UPDATE app.reminder SET fire_at = now() WHERE user_id = $1', [user.id])
  const traceparent = nextTraceparent(undefined)
  await fetch(`${server.url}/reminder-sweep`, { method: 'POST', headers: { traceparent } })
  expect(await nextTrace('reminder.due')).toBe(traceparent)
})

it('a malformed header is no trace, and no text of anybody’s', async () => {
  seen.set('task.created', server.sidecar.of('task.created', user.id).length)
  await create('00-call my lawyer-01')
  expect(await nextTrace('task.created')).toBeUndefined()
})
