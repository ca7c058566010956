import { AppError } from '../../domain/errors.ts'
import { emptySeriesProblem, firstOccurrence } from '../../domain/recurrence/occurrences.ts'
import { type Recurrence, type RecurrenceInput, recurrenceInputSchema } from '../../domain/recurrence/recurrence.ts'
import { normalizeRule } from '../../domain/recurrence/rule.ts'
import { dueOfOccurrence, rollAt } from '../../domain/recurrence/series.ts'
import type { Instant, WallTime } from '../../domain/time/wall-time.ts'
import { relativeInput } from './reminder-rows.ts'

/** A new series: its first occurrence is the first match on or after `due`, and where the task is due then. */
export type StartedSeries = { recurrence: Recurrence; occurrence: string; due: WallTime }

/** AppError where there is no due date or the rule never comes up. */
export function startSeries(input: RecurrenceInput, due: WallTime | null, timeZone: string): StartedSeries {
  if (due === null) throw new AppError('invalid_input', { userMessage: 'A task that repeats needs a due date.' })
  const { rule, basis, missed } = recurrenceInputSchema.parse(input)
  return startingAt({ rule: normalizeRule(rule), basis, missed, start: due, timeZone })
}

/** As startSeries, for a recurrence that is complete already. */
export function startingAt(recurrence: Recurrence): StartedSeries {
  const occurrence = firstOccurrence(recurrence)
  if (occurrence === null)
    throw new AppError('invalid_recurrence', { userMessage: emptySeriesProblem(recurrence) ?? undefinedProblem })
  const due = dueOfOccurrence(occurrence)
  return { recurrence: { ...recurrence, start: due }, occurrence, due }
}

const undefinedProblem = 'That repeat rule never comes up.'

/** When an open occurrence counts as missed; null where nothing repeats or follows. `minutesBefore` of its reminders. */
export function rollAtOf(open: {
  recurrence: Recurrence | null
  occurrence: string | null
  due: WallTime | null
  timeZone: string
  minutesBefore: readonly number[]
}): Instant | null {
  const { recurrence, occurrence, due, timeZone, minutesBefore } = open
  if (recurrence === null || occurrence === null || due === null) return null
  return rollAt({ recurrence, occurrence, due, timeZone, reminders: minutesBefore.map(relativeInput) })
}
