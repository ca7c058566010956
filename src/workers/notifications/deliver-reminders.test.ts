import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { AppError } from '../../domain/errors.ts'
import type { Channel } from '../../domain/notification.ts'
import type { EventOf } from '../runtime/worker.ts'
import { contextOf, fakeSidecar } from '../testing/fake-sidecar.ts'
import { type ChannelAdapter, channelAdapters, type Delivery } from './channels.ts'
import { deliverReminders } from './deliver-reminders.ts'

const due = (): EventOf<'reminder.due'> => ({
  type: 'reminder.due',
  id: randomUUID(),
  data: { userId: randomUUID(), seq: 3, reminders: [{ id: randomUUID(), fireAt: '2026-11-23T09:00:00Z' }] },
})
// A second channel, as there will be; the domain knows only in-app yet.
const push = 'push' as Channel
const delivery = (channel: Channel = 'in-app'): Delivery => ({ id: randomUUID(), channel, reminderIds: [randomUUID()] })

/** A server that plans `deliveries` until they are recorded. */
function server(deliveries: Delivery[]) {
  const recorded = new Map<string, string>()
  return {
    recorded,
    ...fakeSidecar({
      planReminders: () => ({ deliveries: deliveries.filter(({ id }) => !recorded.has(id)) }),
      reportDeliveries: (request) => {
        for (const { id, outcome } of request.deliveries) recorded.set(id, outcome)
        return { recorded: request.deliveries.length }
      },
    }),
  }
}

test('what the server plans is delivered and reported', async () => {
  const planned = [delivery(), delivery()]
  const { sidecar, invoked, recorded } = server(planned)
  const event = due()
  await deliverReminders(channelAdapters)(event, contextOf(sidecar))
  expect([...recorded]).toEqual(planned.map(({ id }) => [id, 'delivered']))
  expect(invoked[0]).toEqual({
    name: 'planReminders',
    request: { userId: event.data.userId, eventId: event.id, reminders: event.data.reminders },
  })
  expect(invoked).toHaveLength(2)
})

test('where nothing stands any more, nothing is reported', async () => {
  const { sidecar, invoked } = server([])
  await deliverReminders(channelAdapters)(due(), contextOf(sidecar))
  expect(invoked.map(({ name }) => name)).toEqual(['planReminders'])
})

test('a duplicate delivers nothing twice', async () => {
  const sent: string[] = []
  const adapters = { ...channelAdapters, 'in-app': async ({ id }: Delivery) => void sent.push(id) }
  const planned = [delivery()]
  const { sidecar } = server(planned)
  const event = due()
  await deliverReminders(adapters)(event, contextOf(sidecar))
  await deliverReminders(adapters)(event, contextOf(sidecar))
  expect(sent).toEqual(planned.map(({ id }) => id))
})

test('a failing channel is reported as failed, without its words, and repeats no other', async () => {
  const planned = [delivery(), delivery(push)]
  const { sidecar, invoked, recorded } = server(planned)
  const adapters: Record<Channel, ChannelAdapter> & Record<string, ChannelAdapter> = {
    'in-app': async () => {},
    push: async () => Promise.reject(new Error('mum@example.org is gone')),
  }
  await deliverReminders(adapters)(due(), contextOf(sidecar))
  expect([...recorded.values()]).toEqual(['delivered', 'failed'])
  expect(JSON.stringify(invoked)).not.toContain('example.org')
})

test('a hanging channel does not hold up another', async () => {
  const planned = [delivery(push), delivery()]
  const { sidecar, recorded } = server(planned)
  const release = Promise.withResolvers<void>()
  const reported = Promise.withResolvers<void>()
  const adapters = { 'in-app': async () => {}, push: () => release.promise }
  const invoke: typeof sidecar.invoke = async (name, request) => {
    const response = await sidecar.invoke(name, request)
    if (name === 'reportDeliveries') reported.resolve()
    return response
  }
  const handled = deliverReminders(adapters)(due(), contextOf({ invoke }))
  await reported.promise
  expect([...recorded.keys()]).toEqual([planned[1]?.id])
  release.resolve()
  await handled
  expect(recorded.size).toBe(2)
})

test('a lost report brings the event again, after every channel had its turn', async () => {
  const planned = [delivery(push), delivery()]
  const { sidecar, recorded } = server(planned)
  let lost = false
  const invoke: typeof sidecar.invoke = async (name, request) => {
    if (name === 'reportDeliveries' && !lost) {
      lost = true
      throw new AppError('unavailable')
    }
    return sidecar.invoke(name, request)
  }
  const adapters: Record<Channel, ChannelAdapter> & Record<string, ChannelAdapter> = {
    'in-app': async () => {},
    push: async () => {},
  }
  const event = due()
  await expect(deliverReminders(adapters)(event, contextOf({ invoke }))).rejects.toMatchObject({ code: 'unavailable' })
  expect(recorded.size).toBe(1)
  await deliverReminders(adapters)(event, contextOf({ invoke }))
  expect(recorded.size).toBe(2)
})

test.each(['planReminders', 'reportDeliveries'] as const)('a failing %s fails the event', async (failing) => {
  const { sidecar } = server([delivery()])
  const invoke: typeof sidecar.invoke = (name, request) =>
    name === failing ? Promise.reject(new AppError('internal')) : sidecar.invoke(name, request)
  await expect(deliverReminders(channelAdapters)(due(), contextOf({ invoke }))).rejects.toMatchObject({
    code: 'internal',
  })
})
