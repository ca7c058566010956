import type { InvocationResponse } from '../../domain/invocation.ts'
import type { Channel } from '../../domain/notification.ts'

export type Delivery = InvocationResponse<'planReminders'>['deliveries'][number]

/** Delivers by one channel; rejects when it could not. What it does must be safe to repeat, by the delivery's id. */
export type ChannelAdapter = (delivery: Delivery) => Promise<void>

/** One adapter per channel. In-app has nothing to send: the record that reporting makes is the notification. */
export const channelAdapters: Record<Channel, ChannelAdapter> = {
  'in-app': async () => {},
}
