import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { AppError } from '../../domain/errors.ts'
import type { InvocationRequest } from '../../domain/invocation.ts'
import type { Message, SendingOutcome } from '../../domain/message.ts'
import type { EventOf } from '../runtime/worker.ts'
import { contextOf, fakeSidecar } from '../testing/fake-sidecar.ts'
import type { Senders } from './channels/sender.ts'
import { sendDeliveries } from './send-deliveries.ts'

type Report = InvocationRequest<'settleDelivery'>

const due = (count = 1): EventOf<'delivery.due'> => ({
  type: 'delivery.due',
  id: randomUUID(),
  data: {
    userId: randomUUID(),
    seq: 3,
    deliveries: Array.from({ length: count }, () => ({ id: randomUUID(), attempt: 1 })),
  },
})
const message = (id: string): Message => ({
  channel: 'webhook',
  url: `https://example.org/${id}`,
  secret: 'whsec_c2VjcmV0',
  id,
  body: '{}',
})

/** A server that has something to say until it is told how that ended. */
function server() {
  const reports: Report[] = []
  const settled = new Set<string>()
  const fake = fakeSidecar({
    openDelivery: ({ id }) => ({ message: settled.has(id) ? null : message(id) }),
    settleDelivery: (report) => {
      settled.add(report.id)
      reports.push(report)
      return { status: report.outcome === 'delivered' ? 'delivered' : 'failed' }
    },
  })
  return { ...fake, reports }
}

/** Webhooks that end as told; which were sent, in order. */
function webhooks(send: (id: string) => Promise<SendingOutcome> = async () => ({ outcome: 'delivered' })) {
  const sent: string[] = []
  const unexpected = () => Promise.reject(new Error('not expected'))
  const senders: Senders = {
    push: unexpected,
    email: unexpected,
    webhook: ({ id }) => {
      sent.push(id)
      return send(id)
    },
  }
  return { sent, senders }
}

test('each delivery is opened, sent and settled with how it ended; a duplicate sends nothing', async () => {
  const { sidecar, reports } = server()
  const event = due(2)
  const [first, second] = event.data.deliveries
  const { sent, senders } = webhooks(async (id) =>
    id === first?.id
      ? { outcome: 'delivered' }
      : { outcome: 'failed', detail: 'It answered 500.', retryAfterSeconds: 7 },
  )
  const handle = sendDeliveries(senders)
  await handle(event, contextOf(sidecar))
  await handle(event, contextOf(sidecar))
  expect(sent).toEqual([first?.id, second?.id])
  const { userId } = event.data
  expect(reports).toEqual([
    { userId, ...first, outcome: 'delivered' },
    { userId, ...second, outcome: 'failed', detail: 'It answered 500.', retryAfterSeconds: 7 },
  ])
})

test('a lost report is given again without sending again', async () => {
  const { sidecar, reports } = server()
  const { sent, senders } = webhooks()
  let lost = false
  const invoke: typeof sidecar.invoke = async (name, request) => {
    if (name !== 'settleDelivery' || lost) return sidecar.invoke(name, request)
    lost = true
    throw new AppError('unavailable')
  }
  const handle = sendDeliveries(senders)
  const event = due()
  const context = contextOf({ ...sidecar, invoke })
  await expect(handle(event, context)).rejects.toMatchObject({ code: 'unavailable' })
  await handle(event, context)
  expect(sent).toHaveLength(1)
  expect(reports).toMatchObject([{ outcome: 'delivered' }])
})

test('an event in two hands at once is sent by one of them; the other waits', async () => {
  const { sidecar } = server()
  const begun = Promise.withResolvers<void>()
  const release = Promise.withResolvers<SendingOutcome>()
  const { sent, senders } = webhooks(() => {
    begun.resolve()
    return release.promise
  })
  const handle = sendDeliveries(senders)
  const event = due()
  const first = handle(event, contextOf(sidecar))
  await begun.promise
  await expect(handle(event, contextOf(sidecar))).rejects.toMatchObject({ code: 'unavailable' })
  release.resolve({ outcome: 'delivered' })
  await first
  await handle(event, contextOf(sidecar))
  expect(sent).toHaveLength(1)
})

test('a hanging delivery does not hold up another', async () => {
  const { sidecar, reports } = server()
  const event = due(2)
  const [slow, quick] = event.data.deliveries
  const release = Promise.withResolvers<SendingOutcome>()
  const settled = Promise.withResolvers<void>()
  const { senders } = webhooks((id) => (id === slow?.id ? release.promise : Promise.resolve({ outcome: 'delivered' })))
  const invoke: typeof sidecar.invoke = async (name, request) => {
    const response = await sidecar.invoke(name, request)
    if (name === 'settleDelivery') settled.resolve()
    return response
  }
  const handled = sendDeliveries(senders)(event, contextOf({ ...sidecar, invoke }))
  await settled.promise
  expect(reports.map(({ id }) => id)).toEqual([quick?.id])
  release.resolve({ outcome: 'delivered' })
  await handled
  expect(reports).toHaveLength(2)
})

test('without the state store nothing leaves the house', async () => {
  const { sidecar } = server()
  const { sent, senders } = webhooks()
  const away = () => Promise.reject(new AppError('unavailable'))
  const context = contextOf({ ...sidecar, getState: away, saveState: away, deleteState: away })
  await expect(sendDeliveries(senders)(due(), context)).rejects.toMatchObject({ code: 'unavailable' })
  expect(sent).toEqual([])
})
