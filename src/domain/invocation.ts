import { z } from 'zod'
import { messageSchema, sendingOutcomeSchema } from './message.ts'
import { channelSchema } from './notification.ts'
import { recurrenceSchema } from './recurrence/recurrence.ts'
import { instantSchema } from './time/wall-time.ts'
import type { Invocation } from './topology.ts'

/** Requests and answers of the service invocations that `topology.invocations` routes. All are safe to repeat. */
export const invocationSchemas = {
  /** Which of these reminders still stand, and by which channels to deliver them. */
  planReminders: {
    request: z.object({
      userId: z.uuid(),
      eventId: z.string().min(1).max(200),
      reminders: z.array(z.object({ id: z.uuid(), fireAt: instantSchema })).min(1),
    }),
    response: z.object({
      deliveries: z.array(z.object({ id: z.uuid(), channel: channelSchema, reminderIds: z.array(z.uuid()).min(1) })),
    }),
  },
  /** What became of each delivery; recording an in-app one creates the notification. */
  reportDeliveries: {
    request: z.object({
      userId: z.uuid(),
      deliveries: z
        .array(
          z.object({ id: z.uuid(), outcome: z.enum(['delivered', 'failed']), detail: z.string().max(500).optional() }),
        )
        .min(1),
    }),
    response: z.object({ recorded: z.int() }),
  },
  /** What to send now for a delivery; null where that attempt is over, not due any more or to come later. */
  openDelivery: {
    request: z.object({ userId: z.uuid(), id: z.uuid(), attempt: z.int().positive() }),
    response: z.object({ message: messageSchema.nullable() }),
  },
  /** How an attempt ended; `status` is what the delivery is now. A report of another attempt changes nothing. */
  settleDelivery: {
    request: sendingOutcomeSchema.extend({ userId: z.uuid(), id: z.uuid(), attempt: z.int().positive() }),
    response: z.object({ status: z.enum(['waiting', 'delivered', 'failed', 'cancelled', 'unknown']) }),
  },
  /**
   * Moves a series on after `taskId` ended (`completed`) or was passed over (`missed`); `next` is null at the series' end.
   * Applied only while the cause still stands.
   */
  advanceSeries: {
    request: z.object({
      userId: z.uuid(),
      eventId: z.string().min(1).max(200),
      taskId: z.uuid(),
      seriesId: z.uuid(),
      cause: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('completed'), completedAt: instantSchema }),
        z.object({ kind: z.literal('missed'), version: z.int().positive() }),
      ]),
      recurrence: recurrenceSchema,
      next: z.string().nullable(),
    }),
    response: z.object({ outcome: z.enum(['created', 'moved', 'ended', 'unchanged']) }),
  },
} as const satisfies Record<Invocation, { request: z.ZodType; response: z.ZodType }>

export type InvocationRequest<I extends Invocation> = z.infer<(typeof invocationSchemas)[I]['request']>
export type InvocationResponse<I extends Invocation> = z.infer<(typeof invocationSchemas)[I]['response']>
