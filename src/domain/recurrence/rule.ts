import { AppError } from '../errors.ts'
import { parseRule, type RuleParts } from './rule-parts.ts'

/**
 * Why a text is not a repeat rule, as a sentence for the user; null where it is one. A rule is an RFC 5545 RRULE value
 * without DTSTART, of days and longer units, with UNTIL in local time. Never throws.
 */
export function recurrenceRuleProblem(rule: string): string | null {
  const parsed = parseRule(rule)
  return parsed.ok ? null : parsed.problem
}

/** The one spelling of a rule: parts in a fixed order, defaults left out. AppError `invalid_recurrence` if it is none. */
export function normalizeRule(rule: string): string {
  return formatRule(rulePartsOf(rule))
}

/** A rule's parts. AppError `invalid_recurrence` where it is no rule. */
export function rulePartsOf(rule: string): RuleParts {
  const parsed = parseRule(rule)
  if (!parsed.ok) throw new AppError('invalid_recurrence', { userMessage: parsed.problem })
  return parsed.parts
}

/** The RRULE value of these parts. */
export function formatRule(parts: RuleParts): string {
  const weekdays = parts.weekdays.map(({ code, ordinal }) => `${ordinal ?? ''}${code}`)
  const pieces = [
    ['FREQ', parts.frequency],
    ['INTERVAL', parts.interval === 1 ? '' : String(parts.interval)],
    ['BYMONTH', parts.months.join()],
    ['BYMONTHDAY', parts.monthDays.join()],
    ['BYDAY', weekdays.join()],
    ['BYSETPOS', parts.positions.join()],
    ['WKST', parts.weekStart === 'MO' ? '' : parts.weekStart],
    ['COUNT', parts.count === null ? '' : String(parts.count)],
    ['UNTIL', parts.until === null ? '' : formatUntil(parts.until)],
  ]
  return pieces
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(';')
}

function formatUntil(until: string): string {
  const digits = until.replace(/[-:]/g, '')
  return digits.includes('T') ? `${digits}00` : digits
}
