import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { envelopeSchema } from '../../../domain/events.ts'
import { createLog } from '../../../process/log.ts'
import { createSidecar } from '../../../process/sidecar/create-sidecar.ts'
import { nextTraceparent, traceIdOf } from '../../../process/trace.ts'
import { type Contract, callSidecar, contractSettings, reminderDue } from './target.ts'

const route = '/events/reminders'
const patience = { timeout: 40_000, interval: 10 }

/** Publishing and delivery: envelope, order, verdicts, dead letters, redelivery. */
export function eventsContract(contract: () => Contract): void {
  const client = () => {
    const { target } = contract()
    const log = createLog({ app: 'contract', level: 'error' })
    return createSidecar({ port: target.port('server'), apiToken: target.daprApiToken('server'), log })
  }
  const received = () => contract().apps.notifications.eventIds(route)
  const untilReceived = (id: string) => vi.waitFor(() => expect(received()).toContain(id), patience)
  /** Nothing of this user is on its way any more: a later event of the same partition has arrived. */
  const settled = async (userId: string) => {
    const marker = reminderDue(userId)
    await client().publish(marker)
    await untilReceived(marker.id)
  }

  test('an event arrives in a CloudEvents envelope with its id, type and the token of the app', async () => {
    const event = reminderDue()
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
    const response = await callSidecar(
      contract(),
      'server',
      `/v1.0/publish/pubsub/reminders?metadata.partitionKey=${event.data.userId}&metadata.cloudevent.id=${event.id}&metadata.cloudevent.type=${event.type}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', traceparent },
        body: JSON.stringify(event.data),
      },
    )
    expect(response.status).toBe(204)
    await untilReceived(event.id)
    const { apps, target } = contract()
    const call = apps.notifications.callsTo(route)[0]
    expect(call?.headers['content-type']).toContain('application/cloudevents+json')
    expect(call?.headers['dapr-api-token']).toBe(target.appApiToken('notifications'))
    const envelope = envelopeSchema.parse(JSON.parse(call?.body ?? ''))
    expect(envelope).toMatchObject({
      id: event.id,
      type: event.type,
      specversion: '1.0',
      source: 'server',
      topic: 'reminders',
      pubsubname: 'pubsub',
      datacontenttype: 'application/json',
      data: event.data,
      traceparent: expect.stringMatching(new RegExp(`^00-${'a'.repeat(32)}-[0-9a-f]{16}-01$`)),
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    })
  })

  test('an event is delivered in the trace it was published with, singly and in bulk', async () => {
    const traced = () => ({ ...reminderDue(), traceparent: nextTraceparent(undefined) })
    const [single, first, second] = [traced(), traced(), traced()]
    await client().publish(single)
    expect(await client().publishBulk('reminders', [first, second])).toEqual([])
    for (const { id, traceparent } of [single, first, second]) {
      await untilReceived(id)
      const call = contract()
        .apps.notifications.callsTo(route)
        .find(({ body }) => body.includes(id))
      expect(JSON.parse(call?.body ?? '').traceparent).toContain(traceIdOf(traceparent))
      expect(call?.headers.traceparent).toContain(traceIdOf(traceparent))
    }
  })

  test('events of one user keep their order, singly and in bulk', async () => {
    const userId = randomUUID()
    const events = Array.from({ length: 60 }, () => reminderDue(userId))
    const others = Array.from({ length: 60 }, () => reminderDue())
    const mixed = events.flatMap((event, index) => [event, others[index] ?? event])
    expect(await client().publishBulk('reminders', mixed.slice(0, 100))).toEqual([])
    for (const event of mixed.slice(100)) await client().publish(event)
    await vi.waitFor(() => expect(received()).toHaveLength(120), patience)
    const ids = events.map(({ id }) => id)
    expect(received().filter((id) => ids.includes(id))).toEqual(ids)
  })

  test.each([
    ['RETRY', { body: { status: 'RETRY' } }],
    ['an unknown verdict', { body: { status: 'PERHAPS' } }],
    ['status 500', { status: 500 }],
  ])('%s brings the event again, before any later one of its user', async (_, refusal) => {
    const [first, second] = [reminderDue(), reminderDue()]
    let refusals = 2
    contract().apps.notifications.answer(route, () => (refusals-- > 0 ? refusal : { body: { status: 'SUCCESS' } }))
    second.data.userId = first.data.userId
    await client().publishBulk('reminders', [first, second])
    await untilReceived(second.id)
    expect(received()).toEqual([first.id, first.id, first.id, second.id])
  })

  test('DROP gives the event to the dead letters at once', async () => {
    const event = reminderDue()
    contract().apps.notifications.answer(route, ({ body }) => ({
      body: { status: body.includes(event.id) ? 'DROP' : 'SUCCESS' },
    }))
    await client().publish(event)
    await settled(event.data.userId)
    expect(received().filter((id) => id === event.id)).toHaveLength(1)
    await vi.waitFor(
      async () =>
        expect(await contract().target.deadLetters('reminders')).toContainEqual(
          expect.objectContaining({ id: event.id, type: event.type }),
        ),
      patience,
    )
  })

  test('an event that always fails ends with the dead letters, and its partition goes on', async () => {
    const event = reminderDue()
    contract().apps.notifications.answer(route, ({ body }) => (body.includes(event.id) ? { status: 500 } : {}))
    await client().publish(event)
    await settled(event.data.userId)
    expect(received().filter((id) => id === event.id)).toHaveLength(contractSettings.delivery.maxAttempts)
    await vi.waitFor(async () => {
      const dead = await contract().target.deadLetters('reminders')
      expect(dead.map(({ id }) => id)).toContain(event.id)
    }, patience)
  })

  test('404 loses the event: it does not come again', async () => {
    const event = reminderDue()
    contract().apps.notifications.answer(route, ({ body }) => (body.includes(event.id) ? { status: 404 } : {}))
    await client().publish(event)
    await settled(event.data.userId)
    expect(received().filter((id) => id === event.id)).toHaveLength(1)
  })

  test('an app that is away gets its events when it is back', async () => {
    const { notifications } = contract().apps
    const events = Array.from({ length: 5 }, () => reminderDue())
    await notifications.shut()
    await client().publishBulk('reminders', events)
    await notifications.open()
    await vi.waitFor(() => expect(new Set(received())).toEqual(new Set(events.map(({ id }) => id))), patience)
  })

  test('what was not acknowledged comes again after a restart, what was does not', async () => {
    const [acknowledged, refused] = [reminderDue(), reminderDue()]
    const { notifications } = contract().apps
    await client().publish(acknowledged)
    await untilReceived(acknowledged.id)
    await settled(acknowledged.data.userId)
    const silent = Promise.withResolvers<void>()
    notifications.answer(route, async () => {
      await silent.promise
      return { status: 500 }
    })
    await client().publish(refused)
    await untilReceived(refused.id)
    const restarted = contract().target.restart()
    notifications.reset()
    silent.resolve()
    await restarted
    await untilReceived(refused.id)
    expect(received()).not.toContain(acknowledged.id)
  })

  test('an unknown component or topic is refused', async () => {
    const post = (path: string) => callSidecar(contract(), 'server', path, { method: 'POST', body: '{}' })
    expect((await post('/v1.0/publish/elsewhere/reminders')).status).toBeGreaterThanOrEqual(400)
    expect((await post('/v1.0-alpha1/publish/bulk/elsewhere/reminders')).status).toBeGreaterThanOrEqual(400)
  })
}
