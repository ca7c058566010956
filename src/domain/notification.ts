import { z } from 'zod'
import { instantSchema } from './time/wall-time.ts'

/**
 * `reminder`: one due reminder. `digest`: several late ones gathered. `morning`: what is due today and overdue.
 * `channel`: a destination was turned off, as `note` says. `acted` tells what the user answered.
 */
export const notificationSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['reminder', 'digest', 'morning', 'channel']),
  /** The tasks it is about, titles as they were when it was delivered. */
  tasks: z.array(z.object({ taskId: z.uuid(), title: z.string(), dueAt: instantSchema.nullable() })),
  /** When the reminder was to fire; `late` when it was delivered more than a minute after. */
  fireAt: instantSchema,
  late: z.boolean(),
  createdAt: instantSchema,
  readAt: instantSchema.nullable(),
  acted: z.enum(['done', 'snoozed', 'skipped']).nullable(),
  note: z.string().nullable(),
})
export type Notification = z.infer<typeof notificationSchema>

/** Delivery channels; `in-app` is the notification itself. */
export const channels = ['in-app'] as const
export const channelSchema = z.enum(channels)
export type Channel = z.infer<typeof channelSchema>
