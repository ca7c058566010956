import { z } from 'zod'
import { limits } from './limits.ts'
import { instantSchema } from './time/wall-time.ts'

/**
 * `relative`: `minutesBefore` the due time (of an all-day task: before 09:00 of that day); follows the due date.
 * `absolute`: at a fixed instant. `snooze`: absolute, made by snoozing; never changes the task or its series.
 */
export const reminderKinds = ['relative', 'absolute', 'snooze'] as const
export const reminderStatuses = ['pending', 'claimed', 'delivered', 'cancelled', 'missed'] as const

/** `missed`: its time had already passed when it was set; reported to the user, never fired. */
export const reminderSchema = z.object({
  id: z.uuid(),
  kind: z.enum(reminderKinds),
  minutesBefore: z.int().nullable(),
  fireAt: instantSchema,
  status: z.enum(reminderStatuses),
})
export type Reminder = z.infer<typeof reminderSchema>

/** A reminder as a client asks for it. */
export const reminderInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('relative'),
    minutesBefore: z.int().min(0).max(limits.reminderLeadMinutes),
  }),
  z.strictObject({ kind: z.literal('absolute'), at: instantSchema }),
])
export type ReminderInput = z.infer<typeof reminderInputSchema>

export const remindersInputSchema = z
  .array(reminderInputSchema)
  .max(limits.remindersPerTask, { error: `A task may have at most ${limits.remindersPerTask} reminders.` })
