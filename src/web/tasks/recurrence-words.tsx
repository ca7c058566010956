import { describeRecurrence } from '../../domain/recurrence/describe.ts'
import type { Recurrence } from '../../domain/recurrence/recurrence.ts'

/** A repetition in English; apart, because reading rules takes more code than the rest of a row. */
export function RecurrenceWords({ recurrence }: { recurrence: Recurrence }) {
  return describeRecurrence(recurrence)
}
