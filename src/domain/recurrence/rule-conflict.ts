import type { RuleParts } from './rule-parts.ts'

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Why parts that are each well formed cannot go together or can never happen; null where they can. */
export function ruleConflict(parts: RuleParts): string | null {
  return partsConflict(parts) ?? impossible(parts)
}

function partsConflict(parts: RuleParts): string | null {
  const { frequency, weekdays, monthDays, positions } = parts
  const ordinals = weekdays.flatMap((day) => day.ordinal ?? [])
  if (parts.count !== null && parts.until !== null)
    return 'A repeat can end on a day or after a number of times, not both.'
  if (frequency === 'WEEKLY' && monthDays.length > 0) return 'A weekly repeat cannot name days of the month.'
  if (ordinals.length > 0 && (frequency === 'DAILY' || frequency === 'WEEKLY'))
    return 'Numbered weekdays such as 2TU need a monthly or yearly repeat.'
  // The expanding library leaves the plain ones out, other implementations intersect the two.
  if (ordinals.length > 0 && ordinals.length < weekdays.length)
    return 'Numbered weekdays such as 2TU cannot be combined with plain ones.'
  if (ordinals.length > 0 && monthDays.length > 0)
    return 'Numbered weekdays such as 2TU cannot be combined with days of the month.'
  if (positions.length > 0 && frequency === 'DAILY') return 'BYSETPOS needs a weekly, monthly or yearly repeat.'
  if (positions.length > 0 && weekdays.length + monthDays.length + parts.months.length === 0)
    return 'BYSETPOS needs days or months to choose from.'
  return null
}

function impossible(parts: RuleParts): string | null {
  const { frequency, weekdays, months, monthDays, positions } = parts
  const inMonths = frequency === 'MONTHLY' || months.length > 0
  if (inMonths && weekdays.some((day) => Math.abs(day.ordinal ?? 0) > 5))
    return 'No month has more than five of a weekday.'
  const longest = Math.max(...longestMonths.filter((_, index) => months.length === 0 || months.includes(index + 1)))
  if (monthDays.length > 0 && monthDays.every((day) => Math.abs(day) > longest))
    return 'That day does not exist in that month.'
  if (positions.length > 0 && positions.every((position) => Math.abs(position) > mostCandidates(parts)))
    return 'BYSETPOS is beyond what the rule can yield.'
  return null
}

/** An upper bound of how many days BYSETPOS chooses from. */
function mostCandidates({ frequency, weekdays, months, monthDays }: RuleParts): number {
  if (frequency === 'WEEKLY') return Math.max(weekdays.length, 1)
  const wholeYear = frequency === 'YEARLY' && months.length === 0
  const monthsInPeriod = frequency === 'YEARLY' ? months.length || 12 : 1
  if (monthDays.length > 0) return monthDays.length * monthsInPeriod
  if (weekdays.length === 0) return wholeYear ? 1 : monthsInPeriod
  const each = wholeYear ? 53 : 5 * monthsInPeriod
  return weekdays.reduce((sum, day) => sum + (day.ordinal === null ? each : wholeYear ? 1 : monthsInPeriod), 0)
}
