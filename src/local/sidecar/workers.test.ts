import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { AppEvent } from '../../domain/events.ts'
import { invocationSchemas } from '../../domain/invocation.ts'
import { invocations } from '../../domain/topology.ts'
import { type Listener, listen } from '../../process/listener.ts'
import { createLog } from '../../process/log.ts'
import { createMetrics } from '../../process/metrics.ts'
import { createSidecar } from '../../process/sidecar/create-sidecar.ts'
import { deliverReminders } from '../../workers/notifications/deliver-reminders.ts'
import { afterCompletion } from '../../workers/recurring/advance-series.ts'
import { defineWorker, type Worker } from '../../workers/runtime/worker.ts'
import { createWorkerApp } from '../../workers/runtime/worker-app.ts'
import { type StandIn, startStandIn } from './contract/start-stand-in.ts'
import { type ContractApps, reminderDue, startContractApps } from './contract/target.ts'
import type { TestApp } from './contract/test-app.ts'

// The shipped workers on the stand-in, with a server that remembers what it recorded, as the real one's unique keys do.

const quiet = createLog({ app: 'test', level: 'error', destination: { write: () => {} } })
const patience = { timeout: 40_000, interval: 10 }
const plan = invocations.planReminders.route
const report = invocations.reportDeliveries.route
const advance = invocations.advanceSeries.route

let apps: ContractApps
let standIn: StandIn
let workers: Listener[]

/** Passes what the sidecar sends to `stub` on to the worker, so that the suite's ports can be known beforehand. */
async function serveWorker(worker: Worker, stub: TestApp): Promise<Listener> {
  const port = standIn.port(worker.app)
  const sidecar = createSidecar({ port, apiToken: standIn.daprApiToken(worker.app), log: quiet })
  const metrics = createMetrics(worker.app)
  const app = createWorkerApp(worker, { sidecar, log: quiet, metrics, appApiToken: standIn.appApiToken(worker.app) })
  await stub.shut()
  return listen(app, { port: stub.port, hostname: '127.0.0.1' })
}

beforeAll(async () => {
  apps = await startContractApps()
  standIn = await startStandIn(apps, { maxAttempts: 6 })
  workers = [
    await serveWorker(defineWorker('notifications', { 'reminder.due': deliverReminders }), apps.notifications),
    await serveWorker(defineWorker('recurring', { 'task.completed': afterCompletion }), apps.recurring),
  ]
})
afterEach(() => {
  for (const server of servers()) server.reset()
})
afterAll(async () => {
  await standIn.close()
  await Promise.all(workers.map((worker) => worker.close(0)))
  await Promise.all([apps.web, ...servers()].map((app) => app.shut()))
})

const servers = () => [apps.server, apps.secondServer]
const client = () =>
  createSidecar({ port: standIn.port('server'), apiToken: standIn.daprApiToken('server'), log: quiet })
const calls = (route: string) => servers().flatMap((server) => server.callsTo(route))

/** A server that plans one delivery per reminder and records each once, however often it is told. */
function remember() {
  const delivered = new Map<string, number>()
  const deliveryOf = (reminderId: string) => ({ id: reminderId, channel: 'in-app', reminderIds: [reminderId] })
  for (const server of servers()) {
    server.answer(plan, ({ body }) => {
      const { reminders } = invocationSchemas.planReminders.request.parse(JSON.parse(body))
      return { body: { deliveries: reminders.filter(({ id }) => !delivered.has(id)).map(({ id }) => deliveryOf(id)) } }
    })
    server.answer(report, ({ body }) => {
      const { deliveries } = invocationSchemas.reportDeliveries.request.parse(JSON.parse(body))
      for (const { id } of deliveries) delivered.set(id, (delivered.get(id) ?? 0) + 1)
      return { body: { recorded: deliveries.length } }
    })
  }
  return delivered
}
const reminderIds = (events: AppEvent[]) =>
  events.flatMap((event) => (event.type === 'reminder.due' ? event.data.reminders.map(({ id }) => id) : []))

test('a burst of due reminders is delivered, each once', async () => {
  const delivered = remember()
  const events = Array.from({ length: 100 }, () => reminderDue())
  expect(await client().publishBulk('reminders', events)).toEqual([])
  await vi.waitFor(() => expect(delivered.size).toBe(100), patience)
  expect([...delivered.keys()].sort()).toEqual(reminderIds(events).sort())
  expect(new Set(delivered.values())).toEqual(new Set([1]))
})

test('an event published twice is delivered once', async () => {
  const delivered = remember()
  const event = reminderDue()
  await client().publishBulk('reminders', [event, event])
  await vi.waitFor(() => expect(calls(plan)).toHaveLength(2), patience)
  expect([...delivered]).toEqual(reminderIds([event]).map((id) => [id, 1]))
})

test('while the server is away events wait, longer than retries last, and none dies', async () => {
  const delivered = remember()
  await Promise.all(servers().map((server) => server.shut()))
  const before = (await standIn.deadLetters('reminders')).length
  const events = Array.from({ length: 20 }, () => reminderDue())
  const attempts = vi.waitFor(async () => {
    const metrics = await fetch(`http://127.0.0.1:${apps.notifications.port}/metrics`).then((response) =>
      response.text(),
    )
    const busy = /http_requests_total\{method="POST",route="\/events\/reminders",status="503"[^}]*\} (\d+)/.exec(
      metrics,
    )?.[1]
    expect(Number(busy)).toBeGreaterThan(20 * 6)
  }, patience)
  await client().publishBulk('reminders', events)
  await attempts
  await Promise.all(servers().map((server) => server.open()))
  await vi.waitFor(() => expect(delivered.size).toBe(20), patience)
  expect(await standIn.deadLetters('reminders')).toHaveLength(before)
})

test('a poisoned event ends with the dead letters and holds up no other for long', async () => {
  const delivered = remember()
  const [poisoned, next] = [reminderDue(), reminderDue()]
  next.data.userId = poisoned.data.userId
  for (const server of servers()) {
    server.answer(plan, ({ body }) =>
      body.includes(poisoned.id)
        ? { status: 500, body: { code: 'internal', message: 'a bug' } }
        : { body: { deliveries: reminderIds([next]).map((id) => ({ id, channel: 'in-app', reminderIds: [id] })) } },
    )
  }
  await client().publishBulk('reminders', [poisoned, next])
  await vi.waitFor(() => expect([...delivered.keys()]).toEqual(reminderIds([next])), patience)
  expect(await standIn.deadLetters('reminders')).toContainEqual(expect.objectContaining({ id: poisoned.id }))
})

test('a malformed event ends with the dead letters at once', async () => {
  const malformed = { ...reminderDue(), id: randomUUID() }
  const path = `/v1.0/publish/pubsub/reminders?metadata.cloudevent.id=${malformed.id}&metadata.cloudevent.type=reminder.due`
  const headers = { 'content-type': 'application/json', 'dapr-api-token': standIn.daprApiToken('server') }
  await fetch(`http://127.0.0.1:${standIn.port('server')}${path}`, {
    method: 'POST',
    headers,
    body: '{"reminders":[]}',
  })
  await vi.waitFor(
    async () =>
      expect(await standIn.deadLetters('reminders')).toContainEqual(expect.objectContaining({ id: malformed.id })),
    patience,
  )
  expect(calls(plan)).toEqual([])
})

test('a completion asks the server for the next occurrence, other events for nothing', async () => {
  for (const server of servers()) server.answer(advance, () => ({ body: { outcome: 'created' } }))
  const ref = { userId: randomUUID(), seq: 1, taskId: randomUUID(), version: 2 }
  const start = { date: '2026-11-23', time: '09:00' }
  const recurrence = { rule: 'FREQ=DAILY', start, timeZone: 'UTC', basis: 'schedule', missed: 'skip' } as const
  const series = { seriesId: randomUUID(), recurrence, occurrence: '2026-11-23T09:00' }
  const created: AppEvent = { type: 'task.created', id: randomUUID(), data: ref }
  const data = { ...ref, completedAt: '2026-11-23T09:30:00Z', series }
  await client().publishBulk('task-events', [created, { type: 'task.completed', id: randomUUID(), data }])
  await vi.waitFor(() => expect(calls(advance)).toHaveLength(1), patience)
  const request = invocationSchemas.advanceSeries.request.parse(JSON.parse(calls(advance)[0]?.body ?? ''))
  expect(request).toMatchObject({ taskId: ref.taskId, next: '2026-11-24T09:00', cause: { kind: 'completed' } })
})
