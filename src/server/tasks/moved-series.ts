import { AppError } from '../../domain/errors.ts'
import { firstOccurrence, nextOccurrence } from '../../domain/recurrence/occurrences.ts'
import type { Recurrence } from '../../domain/recurrence/recurrence.ts'
import { formatRule, rulePartsOf } from '../../domain/recurrence/rule.ts'
import { type RuleParts, weekdayCodes } from '../../domain/recurrence/rule-parts.ts'
import { dueOfOccurrence } from '../../domain/recurrence/series.ts'
import { weekdayOf } from '../../domain/time/calendar.ts'
import { localOf } from '../../domain/time/resolve.ts'
import type { LocalDate, WallTime } from '../../domain/time/wall-time.ts'

/**
 * A series going on from `due` instead of `occurrence`: "every Monday" moved to a Tuesday is every Tuesday from then
 * on. COUNT is what is left of it. AppError where the new day fits no such reading of the rule.
 */
export function movedSeries(recurrence: Recurrence, occurrence: string, due: WallTime): Recurrence {
  const parts = { ...rulePartsOf(recurrence.rule) }
  const sameDay = dueOfOccurrence(occurrence).date === due.date
  if (parts.count !== null && recurrence.basis === 'schedule') parts.count -= occurrencesBefore(recurrence, occurrence)
  const rule = formatRule(sameDay ? parts : onDay(parts, due.date))
  if (firstOccurrence({ rule, start: due }) !== localOf(due))
    throw new AppError('invalid_recurrence', {
      userMessage: 'That day does not fit how the task repeats. Change the repetition as well, or move only this one.',
    })
  return { ...recurrence, rule, start: due }
}

/** The rule on another day, where it names one day only. */
function onDay(parts: RuleParts, date: LocalDate): RuleParts {
  const day = Number(date.slice(8))
  const month = Number(date.slice(5, 7))
  const [weekday] = parts.weekdays
  const code = weekdayCodes[weekdayOf(date) - 1]
  const plainWeekday = parts.weekdays.length === 1 && weekday?.ordinal === null && parts.positions.length === 0
  if (parts.frequency === 'WEEKLY' && plainWeekday && code !== undefined)
    return { ...parts, weekdays: [{ code, ordinal: null }] }
  const oneMonthDay = parts.weekdays.length === 0 && parts.monthDays.length === 1 && (parts.monthDays[0] ?? 0) > 0
  if (!oneMonthDay) return parts
  if (parts.frequency === 'MONTHLY' && parts.months.length === 0) return { ...parts, monthDays: [day] }
  if (parts.frequency === 'YEARLY' && parts.months.length === 1) return { ...parts, months: [month], monthDays: [day] }
  return parts
}

function occurrencesBefore(recurrence: Recurrence, occurrence: string): number {
  let count = 0
  let at = firstOccurrence(recurrence)
  while (at !== null && at < occurrence) {
    count += 1
    at = nextOccurrence(recurrence, at)
  }
  return count
}
