import type { InvocationRequest } from '../../domain/invocation.ts'
import type { Channel } from '../../domain/notification.ts'
import type { EventHandler, HandlerContext } from '../runtime/worker.ts'
import type { ChannelAdapter, Delivery } from './channels.ts'

type Outcome = InvocationRequest<'reportDeliveries'>['deliveries'][number]

/**
 * Asks `server` what of a due event still stands, delivers it by each channel and reports back. Channels are apart:
 * each is reported as soon as it is through, so one that fails or hangs neither delays nor repeats another. Where a
 * report is lost the event comes again, and the new plan holds only what is not recorded yet.
 */
export function deliverReminders(adapters: Record<Channel, ChannelAdapter>): EventHandler<'reminder.due'> {
  return async (event, { sidecar, traceparent, log }) => {
    const { userId, reminders } = event.data
    const plan = await sidecar.invoke('planReminders', { userId, eventId: event.id, reminders }, { traceparent })
    const byChannel = Map.groupBy(plan.deliveries, ({ channel }) => channel)
    const reports = await Promise.allSettled(
      [...byChannel].map(async ([channel, deliveries]) => {
        const outcomes = await Promise.all(deliveries.map((delivery) => attempt(adapters[channel], delivery, log)))
        await sidecar.invoke('reportDeliveries', { userId, deliveries: outcomes }, { traceparent })
      }),
    )
    const lost = reports.find((report) => report.status === 'rejected')
    if (lost !== undefined) throw lost.reason
  }
}

async function attempt(deliver: ChannelAdapter, delivery: Delivery, log: HandlerContext['log']): Promise<Outcome> {
  try {
    await deliver(delivery)
    return { id: delivery.id, outcome: 'delivered' }
  } catch (error) {
    log.warn({ err: error, channel: delivery.channel, deliveryId: delivery.id }, 'delivery failed')
    // The error's name only: its message may hold an address or a title.
    return { id: delivery.id, outcome: 'failed', detail: error instanceof Error ? error.name : 'unknown' }
  }
}
