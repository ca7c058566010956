import { type Message, type SendingOutcome, sendingOutcomeSchema } from '../../domain/message.ts'
import { withLease } from '../runtime/leases.ts'
import type { EventHandler, EventOf, HandlerContext } from '../runtime/worker.ts'
import type { ReadSecret, Senders } from './channels/sender.ts'

type Due = EventOf<'delivery.due'>['data']['deliveries'][number] & { userId: string }

/** As long as a report may be tried again. */
const rememberedSeconds = 3_600

/**
 * Sends what is due, each by itself: asks `server` what to say, says it and reports how that ended. When it is tried
 * again is the database's affair. What leaves the house cannot be taken back, so an event in two hands is sent by one of
 * them, and where only the report was lost, the next try reports without sending.
 */
export function sendDeliveries(senders: Senders): EventHandler<'delivery.due'> {
  const secretOf = readOnce()
  return async ({ data }, context) => {
    const { userId } = data
    const ends = await Promise.allSettled(
      data.deliveries.map((each) => {
        const due = { userId, ...each }
        const lease = { key: `sending:${each.id}`, ttlSeconds: 90 }
        return withLease(context.sidecar, lease, () => send(due, { senders, secretOf, context }))
      }),
    )
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
}

type Sending = { senders: Senders; secretOf: (context: HandlerContext) => ReadSecret; context: HandlerContext }

async function send(due: Due, { senders, secretOf, context }: Sending): Promise<void> {
  const { sidecar, metrics } = context
  const key = `sent:${due.id}:${due.attempt}`
  const remembered = sendingOutcomeSchema.safeParse((await sidecar.getState(key))?.value)
  const { message } = await sidecar.invoke('openDelivery', due)
  if (message === null) return
  const outcome = remembered.success ? remembered.data : await dispatch(message, senders, secretOf(context))
  if (!remembered.success) {
    metrics.counter('deliveries_total').inc({ channel: message.channel, outcome: outcome.outcome })
    // If even this fails the message may come twice, under the same id.
    await sidecar.saveState(key, outcome, { ttlSeconds: rememberedSeconds }).catch(() => undefined)
  }
  await sidecar.invoke('settleDelivery', { ...due, ...outcome })
}

function dispatch(message: Message, senders: Senders, secret: ReadSecret): Promise<SendingOutcome> {
  if (message.channel === 'push') return senders.push(message, secret)
  if (message.channel === 'email') return senders.email(message, secret)
  return senders.webhook(message, secret)
}

/** Secrets change only with a restart: each is asked for once. */
function readOnce(): (context: HandlerContext) => ReadSecret {
  const known = new Map<string, Promise<string>>()
  return ({ sidecar }) =>
    (name) => {
      const reading = known.get(name) ?? sidecar.getSecret(name)
      known.set(name, reading)
      reading.catch(() => known.delete(name))
      return reading
    }
}
