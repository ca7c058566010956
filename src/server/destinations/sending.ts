import { limits } from '../../domain/limits.ts'
import type { Message } from '../../domain/message.ts'
import type { InvocationHandlers } from '../api/invocation-routes.ts'
import type { Database } from '../database/client.ts'
import type { Transaction } from '../database/prisma.ts'
import type { DerivedKeys } from './derived-keys.ts'
import { type DeliveryRow, type DestinationRow, targetOf } from './destination-rows.ts'
import { codeMessage, emailMessage } from './messages/email-message.ts'
import type { Notice, Reader } from './messages/notice.ts'
import { pushMessage } from './messages/push-message.ts'
import { webhookMessage } from './messages/webhook-message.ts'
import { readNotice } from './read-notice.ts'

type Sending = Pick<InvocationHandlers, 'openDelivery' | 'settleDelivery'>
type Dependencies = { database: Database; keys: DerivedKeys; appUrl: string }

/** What the notifications worker sends, made when it is about to be sent, and what became of it. Both safe to repeat. */
export function createSending({ database, keys, appUrl }: Dependencies): Sending {
  const messageFor = (delivery: DeliveryRow, to: DestinationRow, said: { notice: Notice; reader: Reader }): Message => {
    const { notice, reader } = said
    const common = { deliveryId: delivery.id, appUrl, reader }
    if (to.kind === 'push') return pushMessage(notice, { ...common, subscription: targetOf('push', to.target) })
    if (to.kind === 'webhook') {
      const secret = keys.webhookSecret(to.id)
      return webhookMessage(notice, { ...common, ...targetOf('webhook', to.target), secret, at: reader.now })
    }
    const { address } = targetOf('email', to.target)
    if (delivery.purpose === 'confirm') {
      const code = keys.code(to.id, to.codeUntil?.getTime() ?? 0)
      return codeMessage({ ...common, to: address, code, minutes: limits.confirmCodeMinutes })
    }
    const unsubscribeToken = keys.unsubscribeToken({ userId: to.userId, destinationId: to.id })
    return emailMessage(notice, { ...common, to: address, unsubscribeToken })
  }
  return {
    openDelivery: ({ userId, id, attempt }) =>
      database.withUser(userId, async (tx) => {
        const current = { id, userId, status: 'waiting', attempts: attempt }
        const delivery = await tx.delivery.findFirst({ where: current, include: { destination: true } })
        if (delivery === null) return { message: null }
        const to = delivery.destination
        const wanted = to !== null && (to.status === 'on' || delivery.purpose === 'confirm')
        if (!wanted) return cancel(tx, current, 'Turned off before it was sent.')
        const reading = await readNotice(tx, delivery)
        if (reading.outcome === 'cancelled') return cancel(tx, current, reading.reason)
        if (reading.outcome === 'say') return { message: messageFor(delivery, to, reading) }
        const later = { held: true, attempts: attempt - 1, nextAttemptAt: new Date(reading.until) }
        await tx.delivery.updateMany({ where: current, data: later })
        return { message: null }
      }),
    async settleDelivery({ userId, ...report }) {
      return { status: await database.tasks.settleDelivery({ userId, report, waits: limits.deliveryBackOffSeconds }) }
    },
  }
}

type Current = { id: string; userId: string; status: string; attempts: number }

async function cancel(tx: Transaction, where: Current, detail: string): Promise<{ message: null }> {
  await tx.delivery.updateMany({ where, data: { status: 'cancelled', detail, finishedAt: new Date() } })
  return { message: null }
}
