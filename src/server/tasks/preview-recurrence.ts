import { z } from 'zod'
import { limits } from '../../domain/limits.ts'
import { describeRecurrence } from '../../domain/recurrence/describe.ts'
import { type OccurrencePreview, previewOccurrences } from '../../domain/recurrence/occurrences.ts'
import { recurrenceSchema } from '../../domain/recurrence/recurrence.ts'

export const previewSchema = z.strictObject({
  ...recurrenceSchema.pick({ rule: true, basis: true, start: true, timeZone: true }).shape,
  count: z.int().min(1).max(limits.recurrencePreview).default(5),
})

/** What a rule means, and its first occurrences; from completion, as if each were completed on its day. */
export function previewRecurrence({ count, ...recurrence }: z.infer<typeof previewSchema>): {
  description: string
  occurrences: OccurrencePreview[]
} {
  return { description: describeRecurrence(recurrence), occurrences: previewOccurrences(recurrence, { count }) }
}
