import { ECDH, randomUUID } from 'node:crypto'
import type { PushSubscriptionKeys } from '../../domain/destination.ts'
import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import type { Transaction } from '../database/prisma.ts'
import type { Delivering } from './destination-service.ts'
import { requestMessage } from './request-message.ts'

export type AddDestination = { label: string } & (
  | { kind: 'push'; target: PushSubscriptionKeys }
  | { kind: 'email'; target: { address: string } }
  | { kind: 'webhook'; target: { url: string } }
)

type Adding = { user: { id: string; isGuest: boolean }; wanted: AddDestination; delivering: Delivering }

/**
 * Adds a destination, or renews the one there is for that device, address or URL. AppErrors `forbidden` for guests, whom
 * nobody can hold to account, `limit_reached`, `invalid_input`.
 */
export async function addDestination(tx: Transaction, { user, wanted, delivering }: Adding): Promise<{ id: string }> {
  const { kind, target, label } = wanted
  refuseImpossible({ user, wanted, delivering })
  const same = { userId: user.id, kind, target: { path: [identity[kind]], equals: identityOf(wanted) } }
  const known = await tx.destination.findFirst({ where: same })
  if (known !== null) {
    const id = known.id
    if (kind === 'push') {
      const data = { target, label, status: 'on', reason: null, failures: 0, retryAt: null }
      await tx.destination.update({ where: { id }, data })
      return { id }
    }
    throw new AppError('already_exists', { userMessage: `${label} is in your list already.` })
  }
  if ((await tx.destination.count({ where: { userId: user.id, kind } })) >= limits.destinations[kind])
    throw new AppError('limit_reached', {
      userMessage: `You can have ${limits.destinations[kind]} ${names[kind]}. Remove one to make room.`,
    })
  const id = randomUUID()
  const status = kind === 'email' ? 'unconfirmed' : 'on'
  await tx.destination.create({ data: { id, userId: user.id, kind, label, target, status } })
  if (kind === 'email') await requestMessage(tx, { userId: user.id, id, requestId: id })
  return { id }
}

const identity = { push: 'endpoint', email: 'address', webhook: 'url' } as const
const names = { push: 'devices', email: 'addresses', webhook: 'webhooks' } as const

function identityOf({ kind, target }: AddDestination): string {
  if (kind === 'push') return target.endpoint
  return kind === 'email' ? target.address : target.url
}

function refuseImpossible({ user, wanted, delivering }: Adding): void {
  const { kind } = wanted
  if (user.isGuest && kind !== 'push')
    throw new AppError('forbidden', {
      userMessage: 'Guests have notifications on devices only. Create an account first.',
    })
  if (kind === 'email' && !delivering.mail)
    throw new AppError('unavailable', {
      userMessage: 'This server has no mail server set up, so it cannot send e-mail.',
    })
  if (kind === 'push' && !isPublicKey(wanted.target.keys.p256dh))
    throw new AppError('invalid_input', {
      userMessage: 'The key of this device is not valid. Turn it off and on again.',
    })
  // Whether an address is a public one is judged again whenever it is connected to.
  if (kind !== 'email' && !delivering.privateEndpoints && !identityOf(wanted).startsWith('https:'))
    throw new AppError('invalid_input', { userMessage: 'The address has to begin with https://.' })
}

/** Whether it is a point of the curve that messages for devices are encrypted with (RFC 8291). */
function isPublicKey(p256dh: string): boolean {
  try {
    return ECDH.convertKey(Buffer.from(p256dh, 'base64url'), 'prime256v1').length > 0
  } catch {
    return false
  }
}
