import { AppError } from '../../domain/errors.ts'
import type { InvocationRequest } from '../../domain/invocation.ts'
import type { Channel } from '../../domain/notification.ts'
import { withBackOff } from '../runtime/back-off.ts'
import { withLease } from '../runtime/leases.ts'
import type { EventHandler, HandlerContext } from '../runtime/worker.ts'
import type { ChannelAdapter, Delivery } from './channels.ts'

type Outcome = InvocationRequest<'reportDeliveries'>['deliveries'][number]

/**
 * Asks `server` what of a due event still stands, delivers it by each channel and reports back. Channels are apart:
 * each is reported as soon as it is through, so one that fails or hangs neither delays nor repeats another. Where a
 * report is lost the event comes again, and the new plan holds only what is not recorded yet.
 */
export function deliverReminders(
  adapters: Record<Channel, ChannelAdapter>,
  now: () => number = Date.now,
): EventHandler<'reminder.due'> {
  return async (event, context) => {
    const { sidecar, traceparent } = context
    const { userId, reminders } = event.data
    const plan = await sidecar.invoke('planReminders', { userId, eventId: event.id, reminders }, { traceparent })
    const byChannel = Map.groupBy(plan.deliveries, ({ channel }) => channel)
    const reports = await Promise.allSettled(
      [...byChannel].map(async ([channel, planned]) => {
        const attempts = await Promise.allSettled(
          planned.map((delivery) => attempt(delivery, { deliver: adapters[channel], context, now })),
        )
        const deliveries = attempts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
        if (deliveries.length > 0) await sidecar.invoke('reportDeliveries', { userId, deliveries }, { traceparent })
        rethrowFirst(attempts)
      }),
    )
    rethrowFirst(reports)
  }
}

type Attempt = { deliver: ChannelAdapter; context: HandlerContext; now: () => number }

/** Rejects where the delivery is to be tried again later. */
async function attempt(delivery: Delivery, { deliver, context, now }: Attempt): Promise<Outcome> {
  try {
    if (delivery.channel === 'in-app') await deliver(delivery)
    else await send(delivery, { deliver, context, now })
    return { id: delivery.id, outcome: 'delivered' }
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') throw error
    context.log.warn({ err: error, channel: delivery.channel, deliveryId: delivery.id }, 'delivery failed')
    // The error's name only: its message may hold an address or a title.
    return { id: delivery.id, outcome: 'failed', detail: error instanceof Error ? error.name : 'unknown' }
  }
}

/**
 * What leaves the house cannot be taken back: the same event in two hands is sent by one of them. Where it fails it is
 * tried again, but only for seconds: the events behind it wait along.
 */
function send(delivery: Delivery, { deliver, context, now }: Attempt): Promise<void> {
  const { sidecar } = context
  const lease = { key: `sending:${delivery.id}`, ttlSeconds: 90 }
  const backOff = { key: `failed:${delivery.id}`, attempts: 3, firstWaitMs: 2_000, now }
  return withLease(sidecar, lease, () => withBackOff(sidecar, backOff, () => deliver(delivery)))
}

function rethrowFirst(results: readonly PromiseSettledResult<unknown>[]): void {
  for (const result of results) if (result.status === 'rejected') throw result.reason
}
