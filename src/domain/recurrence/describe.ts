import { weekdayOf } from '../time/calendar.ts'
import type { LocalDate } from '../time/wall-time.ts'
import {
  listed,
  monthNames,
  namedMonthDays,
  namedMonths,
  namedWeekdays,
  nth,
  numberedWeekdays,
  weekdaySet,
} from './day-names.ts'
import type { Recurrence } from './recurrence.ts'
import { rulePartsOf } from './rule.ts'
import { type RuleParts, weekdayCodes } from './rule-parts.ts'

/**
 * A recurrence in English: "every Monday at 09:00", "on the last day of every month until 30 Jun 2027",
 * "every 3 days after completion". AppError `invalid_recurrence` where the rule is none.
 */
export function describeRecurrence({ rule, start, basis }: Pick<Recurrence, 'rule' | 'start' | 'basis'>): string {
  const parts = rulePartsOf(rule)
  const ending = endOf(parts)
  // From completion there is no fixed day: "every 2 weeks", whatever weekday it began on.
  if (basis === 'completion') return `${days(parts)} after completion${start.time ? `, at ${start.time}` : ''}${ending}`
  return `${days(withDaysOf(parts, start.date))}${start.time ? ` at ${start.time}` : ''}${ending}`
}

/** The rule with the days that it takes from its start written out. */
function withDaysOf(parts: RuleParts, date: LocalDate): RuleParts {
  if (parts.frequency === 'DAILY' || parts.weekdays.length + parts.monthDays.length > 0) return parts
  const [, month = 1, day = 1] = date.split('-').map(Number)
  const code = weekdayCodes[weekdayOf(date) - 1] ?? 'MO'
  if (parts.frequency === 'WEEKLY') return { ...parts, weekdays: [{ code, ordinal: null }] }
  const months = parts.frequency === 'YEARLY' && parts.months.length === 0 ? [month] : parts.months
  return { ...parts, monthDays: [day], months }
}

function days(parts: RuleParts): string {
  const { frequency, interval, months, monthDays, weekdays, positions } = parts
  if (frequency === 'DAILY' || frequency === 'WEEKLY') return daysOfWeeks(parts)
  // Said by the shortest unit that means the same days: "monthly on Mondays" is every Monday.
  const simple = interval === 1 && positions.length === 0
  const plainWeekdays = weekdays.length > 0 && weekdays.every((day) => day.ordinal === null)
  if (simple && plainWeekdays && monthDays.length === 0) return daysOfWeeks({ ...parts, frequency: 'WEEKLY' })
  if (simple && frequency === 'YEARLY' && months.length === 0 && monthDays.length > 0) return daysOfMonths(parts)
  const yearly = frequency === 'YEARLY' || (simple && months.length > 0)
  return yearly ? daysOfYears({ ...parts, frequency: 'YEARLY' }) : daysOfMonths(parts)
}

function every({ frequency, interval }: RuleParts): string {
  const unit = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }[frequency]
  return interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`
}

function daysOfWeeks(parts: RuleParts): string {
  const { frequency, interval, weekdays, monthDays, months, positions } = parts
  const set = weekdays.length === 0 ? 'all' : weekdaySet(weekdays)
  const limits = [
    monthDays.length === 0 ? '' : ` on ${namedMonthDays(monthDays)} of the month`,
    months.length === 0 ? '' : ` in ${namedMonths(months)}`,
  ].join('')
  if (weekdays.length === 0) return `${every(parts)}${limits}`
  if (positions.length > 0) return `${every(parts)} on the ${chosen(parts)} of ${namedWeekdays(weekdays)}${limits}`
  if (interval === 1) {
    const names = { all: 'day', workdays: 'workday', some: namedWeekdays(weekdays) }
    return monthDays.length > 0 && set === 'some'
      ? `every ${namedWeekdays(weekdays, 'or')}${limits}`
      : `every ${names[set]}${limits}`
  }
  const names = { all: 'every day', workdays: 'workdays', some: namedWeekdays(weekdays) }
  return `${every(parts)}${frequency === 'DAILY' ? ', only' : ''} on ${names[set]}${limits}`
}

function daysOfMonths(parts: RuleParts): string {
  const picked = pickedDays(parts)
  const limits = parts.months.length === 0 ? '' : ` in ${namedMonths(parts.months)}`
  if (picked === null) return `${every(parts)}${limits}`
  return parts.interval === 1 ? `on ${picked} of every month${limits}` : `${every(parts)} on ${picked}${limits}`
}

function daysOfYears(parts: RuleParts): string {
  const { months, monthDays, weekdays, positions } = parts
  const picked = pickedDays(parts)
  if (picked === null) return `${every(parts)}${months.length === 0 ? '' : ` in ${namedMonths(months)}`}`
  const plainDays = weekdays.length === 0 && positions.length === 0
  const [day = 0, ...otherDays] = monthDays
  if (plainDays && day > 0 && otherDays.length === 0 && months.length > 0)
    return `${every(parts)} on ${listed(months.map((month) => `${day} ${monthNames[month - 1]}`))}`
  if (months.length > 0) return `${every(parts)} on ${picked} of ${namedMonths(months)}`
  return `${every(parts)} on ${picked} of ${monthDays.length > 0 && positions.length === 0 ? 'every month' : 'the year'}`
}

/** Days of a month or year, with BYSETPOS applied; null where the rule names none. */
function pickedDays(parts: RuleParts): string | null {
  const { weekdays, monthDays, positions } = parts
  if (weekdays.length + monthDays.length === 0) return null
  const outOf = positions.length > 0 ? `the ${chosen(parts)} of ` : ''
  if (monthDays.length > 0) {
    const onlyOn = weekdays.length === 0 ? '' : ` (if it is a ${namedWeekdays(weekdays, 'or')})`
    return `${outOf}${namedMonthDays(monthDays)}${onlyOn}`
  }
  if (weekdays.some((day) => day.ordinal !== null)) return `${outOf}${numberedWeekdays(weekdays)}`
  const set = { all: 'day', workdays: 'workday', some: namedWeekdays(weekdays, 'or') }[weekdaySet(weekdays)]
  return positions.length > 0 ? `the ${chosen(parts)} ${set}` : `every ${set}`
}

const chosen = (parts: RuleParts): string => listed(parts.positions.map(nth))

function endOf({ count, until }: RuleParts): string {
  if (count !== null) return count === 1 ? ', once' : `, ${count} times`
  if (until === null) return ''
  const [year, month = 0, day] = until.slice(0, 10).split('-').map(Number)
  const time = until.length > 10 ? ` at ${until.slice(11)}` : ''
  return ` until ${day} ${monthNames[month - 1]?.slice(0, 3)} ${year}${time}`
}
