import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { AppError } from '../../domain/errors.ts'
import type { EventOf } from '../runtime/worker.ts'
import { contextOf, fakeSidecar } from '../testing/fake-sidecar.ts'
import { deliverReminders } from './deliver-reminders.ts'

const due = (): EventOf<'reminder.due'> => ({
  type: 'reminder.due',
  id: randomUUID(),
  data: { userId: randomUUID(), seq: 3, reminders: [{ id: randomUUID(), fireAt: '2026-11-23T09:00:00Z' }] },
})
const delivery = () => ({ id: randomUUID(), channel: 'in-app' as const, reminderIds: [randomUUID()] })

/** A server that plans `deliveries` until they are recorded. */
function server(deliveries: ReturnType<typeof delivery>[]) {
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

test('what the server plans is reported delivered', async () => {
  const planned = [delivery(), delivery()]
  const { sidecar, invoked, recorded } = server(planned)
  const event = due()
  await deliverReminders(event, contextOf(sidecar))
  expect([...recorded]).toEqual(planned.map(({ id }) => [id, 'delivered']))
  expect(invoked[0]).toEqual({
    name: 'planReminders',
    request: { userId: event.data.userId, eventId: event.id, reminders: event.data.reminders },
  })
  expect(invoked).toHaveLength(2)
})

test('where nothing stands any more, and for a duplicate, nothing is reported', async () => {
  const { sidecar, invoked } = server([delivery()])
  const event = due()
  for (let n = 0; n < 3; n += 1) await deliverReminders(event, contextOf(sidecar))
  const plan = 'planReminders'
  expect(invoked.map(({ name }) => name)).toEqual([plan, 'reportDeliveries', plan, plan])
})

test.each(['planReminders', 'reportDeliveries'] as const)('a failing %s fails the event', async (failing) => {
  const { sidecar } = server([delivery()])
  const invoke: typeof sidecar.invoke = (name, request) =>
    name === failing ? Promise.reject(new AppError('internal')) : sidecar.invoke(name, request)
  await expect(deliverReminders(due(), contextOf({ ...sidecar, invoke }))).rejects.toMatchObject({ code: 'internal' })
})
