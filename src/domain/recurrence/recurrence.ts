import { z } from 'zod'
import { limits } from '../limits.ts'
import { timeZoneSchema, wallTimeSchema } from '../time/wall-time.ts'
import { recurrenceRuleProblem } from './rule.ts'

/**
 * How a series repeats. `rule` is an RFC 5545 RRULE value without DTSTART (`FREQ=WEEKLY;BYDAY=MO`), expanded
 * nominally from `start` as local wall time and only then resolved in `timeZone`.
 * `basis`: from the schedule, or from the day the last occurrence was completed ("every! 3 days").
 * `missed`: an occurrence still open when the next is due is passed over (`skip`), or one of them is kept (`keep`).
 */
export const recurrenceSchema = z.strictObject({
  rule: z
    .string()
    .max(limits.recurrenceRuleLength)
    .superRefine((rule, context) => {
      const problem = recurrenceRuleProblem(rule)
      if (problem !== null) context.addIssue({ code: 'custom', message: problem })
    }),
  start: wallTimeSchema,
  timeZone: timeZoneSchema,
  basis: z.enum(['schedule', 'completion']).default('schedule'),
  missed: z.enum(['skip', 'keep']).default('skip'),
})
export type Recurrence = z.infer<typeof recurrenceSchema>

/** What a client sends: start and zone are the task's own due date and zone. */
export const recurrenceInputSchema = recurrenceSchema.omit({ start: true, timeZone: true })
export type RecurrenceInput = z.input<typeof recurrenceInputSchema>
