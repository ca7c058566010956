import { randomUUID } from 'node:crypto'
import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import { callFunction } from '../database/call.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Transaction } from '../database/prisma.ts'

type Request = { userId: string; id: string; requestId: string }

/**
 * Has a test sent to a destination, or its code where it is not confirmed yet; once per request id. AppErrors `not_found`,
 * `too_many_requests`: strangers' addresses are no place for mail that was not asked for.
 */
export async function requestMessage(tx: Transaction, { userId, id, requestId }: Request): Promise<{ ok: true }> {
  const destination = await tx.destination.findFirst({ where: { id, userId } })
  if (destination === null) throw new AppError('not_found')
  if (destination.status === 'off')
    throw new AppError('invalid_input', { userMessage: 'It is turned off. Turn it on to test it.' })
  const now = await callFunction<Date>(tx, Prisma.sql`SELECT clock_timestamp() AS result`)
  const lately = { userId, purpose: { not: 'notification' }, createdAt: { gt: new Date(now.getTime() - 3_600_000) } }
  if ((await tx.delivery.count({ where: lately })) >= limits.requestedMessagesPerHour)
    throw new AppError('too_many_requests', { userMessage: 'That were many messages in an hour. Please wait a while.' })
  const unconfirmed = destination.status === 'unconfirmed'
  if (unconfirmed) {
    // A code stays the same for its time, so that of two mails either can be read.
    const fresh = destination.codeUntil !== null && destination.codeUntil > now
    const codeUntil = new Date(now.getTime() + limits.confirmCodeMinutes * 60_000)
    if (!fresh) await tx.destination.update({ where: { id }, data: { codeUntil, codeTries: 0 } })
  }
  await tx.delivery.create({
    data: {
      ...{ id: randomUUID(), userId, key: `asked/${requestId}`, channel: destination.kind, reminders: [] },
      ...{ status: 'waiting', destinationId: id, nextAttemptAt: now, purpose: unconfirmed ? 'confirm' : 'test' },
    },
  })
  return { ok: true }
}
