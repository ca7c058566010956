import { daysInMonth } from '../time/calendar.ts'
import { localOf, today } from '../time/resolve.ts'
import type { Instant, LocalDate } from '../time/wall-time.ts'
import { nextOccurrence } from './occurrences.ts'
import type { Recurrence } from './recurrence.ts'
import { formatRule, rulePartsOf } from './rule.ts'
import type { RuleParts } from './rule-parts.ts'

/** An occurrence of a series, by its local name, and the instant at which it ended. */
export type EndedOccurrence = { recurrence: Recurrence; occurrence: string; completedAt: Instant }

/**
 * The next occurrence of a series that counts from completion ("every! 3 days"), on a day after the local day of
 * completion, at the series' time of day; null at its end.
 * - The interval counts from the day of completion. A month or year that lacks that day ends on its last one:
 *   a month after 31 January is 28 February. With BY-parts it is the first match after the day of completion, and
 *   INTERVAL counts weeks, months or years from that of the completion.
 * - It is always later than `occurrence`, which names the row: one completed so early that the interval does not
 *   reach beyond it counts from `occurrence`.
 * - UNTIL is the last day or time an occurrence may have. COUNT is how many are left with this one: the next one
 *   takes the rule of `recurrenceOfNext`.
 */
export function afterCompletion({ recurrence, occurrence, completedAt }: EndedOccurrence): string | null {
  const parts = rulePartsOf(recurrence.rule)
  if (parts.count !== null && parts.count <= 1) return null
  const from = (date: LocalDate) => occurrenceFrom({ recurrence, parts, date })
  const next = from(today(completedAt, recurrence.timeZone))
  return next !== null && next <= occurrence ? from(occurrence.slice(0, 10)) : next
}

/** The recurrence an occurrence's successor carries: from completion, COUNT is one less; otherwise the same. */
export function recurrenceOfNext(recurrence: Recurrence): Recurrence {
  if (recurrence.basis !== 'completion') return recurrence
  const parts = rulePartsOf(recurrence.rule)
  if (parts.count === null || parts.count <= 1) return recurrence
  return { ...recurrence, rule: formatRule({ ...parts, count: parts.count - 1 }) }
}

function occurrenceFrom({
  recurrence,
  parts,
  date,
}: {
  recurrence: Recurrence
  parts: RuleParts
  date: LocalDate
}): string | null {
  const { time } = recurrence.start
  const byParts = parts.months.length + parts.monthDays.length + parts.weekdays.length > 0
  const stepsByMonth = parts.frequency === 'MONTHLY' || parts.frequency === 'YEARLY'
  if (byParts || !stepsByMonth) {
    const rule = formatRule({ ...parts, count: null })
    return nextOccurrence({ rule, start: { date, time } }, date)
  }
  const next = localOf({
    date: addMonths(date, parts.frequency === 'YEARLY' ? parts.interval * 12 : parts.interval),
    time,
  })
  const until = parts.until ?? '2200-12-31'
  return next.slice(0, until.length) <= until ? next : null
}

/** The same day `months` later, or the last of that month where it is shorter. */
function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const index = year * 12 + month - 1 + months
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 }
  const last = daysInMonth(target.year, target.month)
  return new Date(Date.UTC(target.year, target.month - 1, Math.min(day, last))).toISOString().slice(0, 10)
}
