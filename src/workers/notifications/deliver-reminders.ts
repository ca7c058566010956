import type { EventHandler } from '../runtime/worker.ts'

/**
 * Asks `server` what of a due event still stands and reports it delivered: in the app the record that this makes is the
 * notification, and brings with it what is to be sent elsewhere. Where the report is lost the event comes again, and the
 * new plan holds only what is not recorded yet.
 */
export const deliverReminders: EventHandler<'reminder.due'> = async (event, { sidecar, metrics }) => {
  const { userId, reminders } = event.data
  const plan = await sidecar.invoke('planReminders', { userId, eventId: event.id, reminders })
  if (plan.deliveries.length === 0) return
  const deliveries = plan.deliveries.map(({ id }) => ({ id, outcome: 'delivered' as const }))
  await sidecar.invoke('reportDeliveries', { userId, deliveries })
  metrics.counter('deliveries_total').inc({ channel: 'in-app', outcome: 'delivered' }, deliveries.length)
}
