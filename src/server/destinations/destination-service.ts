import type {
  Destination,
  MessageKind,
  NotifyRules,
  PushSubscriptionKeys,
  SentMessage,
} from '../../domain/destination.ts'
import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import { changeAsUser, type Emit } from '../database/change-as-user.ts'
import type { Database } from '../database/client.ts'
import type { Transaction } from '../database/prisma.ts'
import { type AddDestination, addDestination } from './add-destination.ts'
import { confirmAddress } from './confirm-address.ts'
import type { DerivedKeys } from './derived-keys.ts'
import { rulesOf, toDestination, toSentMessage } from './destination-rows.ts'
import { requestMessage } from './request-message.ts'

/** What this installation can send by. */
export type Delivering = {
  /** Given to browsers' push services, which then take messages of this installation alone. */
  webPushPublicKey: string
  /** Whether there is a mail server. */
  mail: boolean
  /** Whether addresses of private networks may be named, for tests and development. */
  privateEndpoints: boolean
}

export type Destinations = Omit<Delivering, 'privateEndpoints'> & {
  destinations: Destination[]
  rules: NotifyRules
  /** The last messages, newest first. */
  sent: SentMessage[]
}

type Person = { id: string; isGuest: boolean }
type By = { user: Person; mutationId: string }
type Id = { id: string }

export type DestinationService = {
  list(user: Person): Promise<Destinations>
  addPush(by: By, device: { subscription: PushSubscriptionKeys; label: string }): Promise<Id>
  /** Sends a code there, with which the owner confirms it. AppErrors `forbidden`, `limit_reached`, `unavailable`. */
  addEmail(by: By, address: string): Promise<Id>
  /** AppError `invalid_input` with the reason where the code is wrong or too old. */
  confirmEmail(by: By, given: { id: string; code: string }): Promise<{ confirmed: boolean }>
  /** `secret` signs what is sent there; it is shown this once. */
  addWebhook(by: By, url: string): Promise<Id & { secret: string }>
  /** Changes what a destination is sent, or whether anything is. AppError `not_found`. */
  update(by: By, change: Id & { on?: boolean | undefined; sends?: MessageKind[] | undefined }): Promise<{ ok: true }>
  remove(by: By, id: string): Promise<{ ok: true }>
  /** Sends a test there, or the code once more where the address is not confirmed yet. */
  test(by: By, id: string): Promise<{ ok: true }>
  saveRules(by: By, rules: NotifyRules): Promise<NotifyRules>
  /** Turns off what a signed token names; false where it is none, or there is nothing to turn off any more. */
  unsubscribe(token: string): Promise<boolean>
}

type Dependencies = { database: Database; keys: DerivedKeys; delivering: Delivering }

export function createDestinationService({ database, keys, delivering }: Dependencies): DestinationService {
  const change = <T extends object>(
    { user, mutationId }: By,
    kind: string,
    work: (tx: Transaction, emit: Emit) => Promise<T>,
  ) =>
    changeAsUser(database, { userId: user.id, mutationId, kind: `destinations.${kind}` }, async (tx, emit) => {
      const result = await work(tx, emit)
      await emit('destinations.changed', {})
      return result
    })
  const add = (by: By, wanted: AddDestination) =>
    change(by, 'add', (tx) => addDestination(tx, { user: by.user, wanted, delivering }))
  return {
    list: (user) => listDestinations(database, user.id, delivering),
    addPush: (by, { subscription, label }) => add(by, { kind: 'push', target: subscription, label }),
    addEmail: (by, address) => add(by, { kind: 'email', target: { address }, label: address }),
    confirmEmail: (by, { id, code }) => confirmAddress(database, keys, { by, id, code }),
    async addWebhook(by, url) {
      const { id } = await add(by, { kind: 'webhook', target: { url }, label: new URL(url).host })
      return { id, secret: keys.webhookSecret(id) }
    },
    update: (by, { id, on, sends }) =>
      change(by, 'update', async (tx) => {
        // What is not confirmed cannot be turned on.
        const status = on === undefined ? {} : { status: on ? 'on' : 'off', reason: null, failures: 0, retryAt: null }
        const where = { id, userId: by.user.id, status: { not: 'unconfirmed' } }
        const { count } = await tx.destination.updateMany({ where, data: { ...status, ...(sends && { sends }) } })
        if (count === 0) throw new AppError('not_found')
        return { ok: true }
      }),
    remove: (by, id) =>
      change(by, 'remove', async (tx) => {
        const { count } = await tx.destination.deleteMany({ where: { id, userId: by.user.id } })
        if (count === 0) throw new AppError('not_found')
        return { ok: true }
      }),
    test: (by, id) =>
      change(by, 'test', (tx) => requestMessage(tx, { userId: by.user.id, id, requestId: by.mutationId })),
    saveRules: (by, rules) =>
      change(by, 'rules', async (tx) => {
        await tx.profile.update({ where: { userId: by.user.id }, data: { notify: rules } })
        return rules
      }),
    async unsubscribe(token) {
      const target = keys.readUnsubscribeToken(token)
      if (target === null) return false
      const { userId, destinationId } = target
      const { count } = await database.withUser(userId, (tx) =>
        tx.destination.updateMany({
          where: { id: destinationId, userId },
          data: { status: 'off', reason: 'Turned off by the link in a mail.' },
        }),
      )
      return count > 0
    },
  }
}

function listDestinations(database: Database, userId: string, delivering: Delivering): Promise<Destinations> {
  const { webPushPublicKey, mail } = delivering
  return database.withUser(userId, async (tx) => {
    const destinations = await tx.destination.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } })
    const sent = await tx.delivery.findMany({
      where: { userId, channel: { not: 'in-app' }, status: { not: 'gathered' } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limits.sentMessagesShown,
    })
    const rules = rulesOf(await tx.profile.findUnique({ where: { userId } }))
    return {
      ...{ webPushPublicKey, mail, rules },
      destinations: destinations.map(toDestination),
      sent: sent.map(toSentMessage),
    }
  })
}
