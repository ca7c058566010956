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

test('a failing channel is tried again after longer and longer waits, then reported without its words; no other is repeated', async () => {
  const planned = [delivery(), delivery(push)]
  const { sidecar, invoked, recorded } = server(planned)
  const sent: string[] = []
  const adapters: Record<Channel, ChannelAdapter> & Record<string, ChannelAdapter> = {
    'in-app': async () => void sent.push('in-app'),
    push: async () => {
      sent.push('push')
      throw new Error('mum@example.org is gone')
    },
  }
  let now = 0
  const handle = deliverReminders(adapters, () => now)
  const event = due()
  for (const waitMs of [2_000, 4_000]) {
    await expect(handle(event, contextOf(sidecar))).rejects.toMatchObject({ code: 'unavailable' })
    const tried = sent.length
    now += waitMs - 1
    await expect(handle(event, contextOf(sidecar))).rejects.toMatchObject({ code: 'unavailable' })
    expect(sent).toHaveLength(tried)
    now += 1
  }
  await handle(event, contextOf(sidecar))
  expect([...recorded.values()]).toEqual(['delivered', 'failed'])
  expect(sent).toEqual(['in-app', 'push', 'push', 'push'])
  expect(JSON.stringify(invoked)).not.toContain('example.org')
})

test('an event in two hands at once is sent by one of them; the other waits', async () => {
  const { sidecar } = server([delivery(push)])
  const begun = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  let sent = 0
  const adapters = {
    'in-app': async () => {},
    push: async () => {
      sent += 1
      begun.resolve()
      await release.promise
    },
  }
  const event = due()
  const first = deliverReminders(adapters)(event, contextOf(sidecar))
  await begun.promise
  const second = deliverReminders(adapters)(event, contextOf(sidecar))
  await expect(second).rejects.toMatchObject({ code: 'unavailable' })
  release.resolve()
  await first
  expect(sent).toBe(1)
  await deliverReminders(adapters)(event, contextOf(sidecar))
  expect(sent).toBe(1)
})

test('without the state store nothing leaves the house, and everything else is delivered', async () => {
  const planned = [delivery(push), delivery()]
  const { sidecar, recorded } = server(planned)
  const away = () => Promise.reject(new AppError('unavailable'))
  const sent: string[] = []
  const adapters = { 'in-app': async () => {}, push: async ({ id }: Delivery) => void sent.push(id) }
  const context = contextOf({ ...sidecar, getState: away, saveState: away, deleteState: away })
  await expect(deliverReminders(adapters)(due(), context)).rejects.toMatchObject({ code: 'unavailable' })
  expect(sent).toEqual([])
  expect([...recorded.keys()]).toEqual([planned[1]?.id])
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
  const handled = deliverReminders(adapters)(due(), contextOf({ ...sidecar, invoke }))
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
  await expect(deliverReminders(adapters)(event, contextOf({ ...sidecar, invoke }))).rejects.toMatchObject({
    code: 'unavailable',
  })
  expect(recorded.size).toBe(1)
  await deliverReminders(adapters)(event, contextOf({ ...sidecar, invoke }))
  expect(recorded.size).toBe(2)
})

test.each(['planReminders', 'reportDeliveries'] as const)('a failing %s fails the event', async (failing) => {
  const { sidecar } = server([delivery()])
  const invoke: typeof sidecar.invoke = (name, request) =>
    name === failing ? Promise.reject(new AppError('internal')) : sidecar.invoke(name, request)
  await expect(deliverReminders(channelAdapters)(due(), contextOf({ ...sidecar, invoke }))).rejects.toMatchObject({
    code: 'internal',
  })
})
