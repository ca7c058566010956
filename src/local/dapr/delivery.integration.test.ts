import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Consumer } from 'kafkajs'
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import type { AppEvent } from '../../domain/events.ts'
import { deadLetterTopic } from '../../domain/topology.ts'
import { createLog } from '../../process/log.ts'
import { createSidecar } from '../../process/sidecar/create-sidecar.ts'
import { createEmptyDatabase } from '../../server/testing/test-database.ts'
import { type ContractApps, reminderDue, startContractApps } from '../sidecar/contract/target.ts'
import { freshTopics, testKafka } from '../testing/fresh-topics.ts'
import { type DaprSidecars, startDaprSidecars } from './sidecars.ts'

// Delivery as the product has it set, not as the contract has: again without end, until the consumer gives up.

const route = '/events/reminders'
const patience = { timeout: 60_000, interval: 20 }
const token = { dapr: 'token-of-every-sidecar', app: 'token-of-every-app' }
const log = createLog({ app: 'test', level: 'error' })

let apps: ContractApps
let sidecars: DaprSidecars
const dead: string[] = []
const after = new AsyncDisposableStack()

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-delivery-'))
  after.defer(() => rm(folder, { recursive: true, force: true }))
  const database = await createEmptyDatabase('todo_sidecar')
  after.defer(() => database.drop())
  await freshTopics()
  const letters = await readDeadLetters()
  after.defer(() => letters.disconnect())
  apps = await startContractApps()
  after.defer(async () => void (await Promise.all(Object.values(apps).map((app) => app.shut()))))
  sidecars = await startDaprSidecars({
    folder,
    appPorts: { web: [], server: [apps.server.port], notifications: [apps.notifications.port], recurring: [] },
    tokens: { web: token, server: token, notifications: token, recurring: token },
    broker: inject('broker'),
    brokerPassword: inject('brokerPassword'),
    stateDatabaseUrl: database.url,
    secrets: {},
  })
  after.defer(() => sidecars.close())
})
afterEach(() => apps.notifications.reset())
afterAll(() => after.disposeAsync())

async function readDeadLetters(): Promise<Consumer> {
  const consumer = testKafka().consumer({ groupId: 'test-dead-letters' })
  await consumer.connect()
  await consumer.subscribe({ topic: deadLetterTopic('reminders'), fromBeginning: true })
  await consumer.run({
    eachMessage: async ({ message }) => void dead.push(JSON.parse(message.value?.toString() ?? '').id),
  })
  return consumer
}

const publish = (event: AppEvent) =>
  createSidecar({ port: sidecars.httpPort('server'), apiToken: token.dapr, log }).publish(event)
const received = () => apps.notifications.eventIds(route)
const untilReceived = (...ids: string[]) =>
  vi.waitFor(() => expect(received()).toEqual(expect.arrayContaining(ids)), patience)

test('events wait for a consumer that is away, and come in order when it is back', async () => {
  const userId = randomUUID()
  const events = [reminderDue(userId), reminderDue(userId), reminderDue(userId)]
  await apps.notifications.shut()
  for (const event of events) await publish(event)
  const [sidecar] = sidecars.replicas('notifications')
  await vi.waitFor(async () => expect(await retries(sidecar?.ports.metrics)).toBeGreaterThanOrEqual(4), patience)
  await apps.notifications.open()
  await untilReceived(...events.map(({ id }) => id))
  expect(received()).toEqual(events.map(({ id }) => id))
  expect(dead).toEqual([])
})

/** How often the sidecar has tried to deliver in vain, by its own metrics. */
async function retries(port = 0): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const counts = text.matchAll(/^dapr_component_pubsub_ingress_count\{[^}]*process_status="retry"[^}]*\} (\d+)/gm)
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
}

test('an event that its consumer cannot handle now comes again for as long as that lasts', async () => {
  const event = reminderDue()
  let refusals = 5
  apps.notifications.answer(route, () => (refusals-- > 0 ? { status: 503, body: { status: 'RETRY' } } : {}))
  await publish(event)
  await vi.waitFor(() => expect(received()).toHaveLength(6), patience)
  expect(dead).toEqual([])
})

test('what its consumer gives up goes to the dead letters, and what is behind it goes on', async () => {
  const [poison, next] = [reminderDue(), reminderDue()]
  next.data.userId = poison.data.userId
  let attempts = 0
  apps.notifications.answer(route, ({ body }) => {
    if (!body.includes(poison.id)) return {}
    attempts += 1
    return { body: { status: attempts < 3 ? 'RETRY' : 'DROP' } }
  })
  await publish(poison)
  await publish(next)
  await untilReceived(poison.id, next.id)
  expect(received()).toEqual([poison.id, poison.id, poison.id, next.id])
  await vi.waitFor(() => expect(dead).toEqual([poison.id]), patience)
})
