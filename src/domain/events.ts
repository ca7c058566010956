import { z } from 'zod'
import { recurrenceSchema } from './recurrence/recurrence.ts'
import { reminderInputSchema } from './reminder.ts'
import { instantSchema } from './time/wall-time.ts'
import type { Topic } from './topology.ts'

/**
 * Every event, declared once: type → topic and the schema of its data. The partition key is always the user id.
 * Events carry ids, versions, times and rules, never titles or other personal text.
 */

const taskRef = { userId: z.uuid(), seq: z.int().positive(), taskId: z.uuid(), version: z.int().positive() }

/**
 * What the next occurrence is computed from; null where the task is not part of a series. `reminders` are those of the
 * occurrence: with a relative one the next comes up before its own time.
 */
const seriesSchema = z
  .object({
    seriesId: z.uuid(),
    recurrence: recurrenceSchema,
    occurrence: z.string(),
    reminders: z.array(reminderInputSchema).optional(),
  })
  .nullable()

const taskChangedSchema = z.object(taskRef)
const taskCompletedSchema = z.object({ ...taskRef, completedAt: instantSchema, series: seriesSchema })
/** The next occurrence of a series came up while this one was still open. */
const occurrenceMissedSchema = z.object({ ...taskRef, missedAt: instantSchema, series: seriesSchema })

export const reminderDueSchema = z.object({
  userId: z.uuid(),
  seq: z.int().positive(),
  reminders: z.array(z.object({ id: z.uuid(), fireAt: instantSchema })).min(1),
})

/** Messages to send now; `attempt` counts from 1, so that an event that comes late is known to be old. */
const deliveryDueSchema = z.object({
  userId: z.uuid(),
  seq: z.int().positive(),
  deliveries: z.array(z.object({ id: z.uuid(), attempt: z.int().positive() })).min(1),
})

const updateSchema = z.object({ userId: z.uuid(), seq: z.int().positive() })

export const eventTypes = {
  'task.created': { topic: 'task-events', data: taskChangedSchema },
  'task.updated': { topic: 'task-events', data: taskChangedSchema },
  'task.completed': { topic: 'task-events', data: taskCompletedSchema },
  'task.reopened': { topic: 'task-events', data: taskChangedSchema },
  'task.deleted': { topic: 'task-events', data: taskChangedSchema },
  'occurrence.missed': { topic: 'task-events', data: occurrenceMissedSchema },
  'reminder.due': { topic: 'reminders', data: reminderDueSchema },
  'delivery.due': { topic: 'deliveries', data: deliveryDueSchema },
  'task.changed': {
    topic: 'task-updates',
    data: updateSchema.extend({ tasks: z.array(z.object({ id: z.uuid(), version: z.int(), deleted: z.boolean() })) }),
  },
  'notification.created': { topic: 'task-updates', data: updateSchema.extend({ notificationId: z.uuid() }) },
  'notification.changed': { topic: 'task-updates', data: updateSchema },
  'conversation.changed': { topic: 'task-updates', data: updateSchema.extend({ conversationId: z.uuid() }) },
  'destinations.changed': { topic: 'task-updates', data: updateSchema },
  'settings.changed': { topic: 'task-updates', data: updateSchema },
} as const satisfies Record<string, { topic: Topic; data: z.ZodObject }>

export type EventType = keyof typeof eventTypes
export type EventData<T extends EventType> = z.infer<(typeof eventTypes)[T]['data']>
export type AppEvent = { [T in EventType]: { type: T; id: string; data: EventData<T> } }[EventType]

/** The CloudEvents 1.0 envelope as Dapr hands it over; unknown attributes are kept. */
export const envelopeSchema = z.looseObject({
  id: z.string().min(1).max(200),
  type: z.string().min(1),
  specversion: z.literal('1.0'),
  source: z.string(),
  topic: z.string().optional(),
  traceparent: z.string().optional(),
  data: z.unknown(),
})

/** An event out of its envelope, parsed by its type's schema; the reason where it is malformed or unknown, without what it holds. */
export function parseEvent(envelope: unknown): { ok: true; event: AppEvent } | { ok: false; reason: string } {
  const outer = envelopeSchema.safeParse(envelope)
  if (!outer.success) return { ok: false, reason: `not a CloudEvent: ${z.prettifyError(outer.error)}` }
  const type = outer.data.type as EventType
  if (!Object.hasOwn(eventTypes, type)) return { ok: false, reason: 'unknown event type' }
  const data = eventTypes[type].data.safeParse(outer.data.data)
  if (!data.success) return { ok: false, reason: `malformed ${type}: ${z.prettifyError(data.error)}` }
  return { ok: true, event: { type, id: outer.data.id, data: data.data } as AppEvent }
}
