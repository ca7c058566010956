import { limits } from '../limits.ts'
import { daysInMonth } from '../time/calendar.ts'
import { ruleConflict } from './rule-conflict.ts'

export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof frequencies)[number]

/** In the order of the week; index + 1 is the ISO number, 1 Monday … 7 Sunday. */
export const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type WeekdayCode = (typeof weekdayCodes)[number]

/** `ordinal`: the nth of the month or year, from its end where negative; null means every one. */
export type RuleWeekday = { code: WeekdayCode; ordinal: number | null }

/** A rule taken apart; an empty list means that the part is absent. `until` is local, with a time where it has one. */
export type RuleParts = {
  frequency: Frequency
  interval: number
  months: number[]
  monthDays: number[]
  weekdays: RuleWeekday[]
  positions: number[]
  weekStart: WeekdayCode
  count: number | null
  until: string | null
}

export type ParsedRule = { ok: true; parts: RuleParts } | { ok: false; problem: string }

const maxInterval = 999
const maxCount = 1_000

/** Takes an RRULE value apart, whatever its case, with or without `RRULE:` before it. Never throws. */
export function parseRule(rule: string): ParsedRule {
  if (rule.length > limits.recurrenceRuleLength)
    return refused(`A repeat rule may have at most ${limits.recurrenceRuleLength} characters.`)
  const text = rule
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
  if (text === '') return refused('A repeat rule must not be empty.')
  const parts: Partial<RuleParts> = {}
  const seen = new Set<string>()
  for (const piece of text.split(';')) {
    const [name = '', value, ...rest] = piece.split('=')
    if (value === undefined || rest.length > 0) return refused('A repeat rule is written NAME=VALUE;NAME=VALUE.')
    if (seen.has(name)) return refused(`${name} is given twice in the repeat rule.`)
    seen.add(name)
    const problem = readPart(name, value, parts)
    if (problem !== null) return refused(problem)
  }
  return complete(parts)
}

const refused = (problem: string): ParsedRule => ({ ok: false, problem })

function complete(parts: Partial<RuleParts>): ParsedRule {
  if (parts.frequency === undefined) return refused('A repeat rule must say how often: FREQ is missing.')
  const whole: RuleParts = {
    frequency: parts.frequency,
    interval: parts.interval ?? 1,
    months: parts.months ?? [],
    monthDays: parts.monthDays ?? [],
    weekdays: parts.weekdays ?? [],
    positions: parts.positions ?? [],
    weekStart: parts.weekStart ?? 'MO',
    count: parts.count ?? null,
    until: parts.until ?? null,
  }
  const problem = ruleConflict(whole)
  return problem === null ? { ok: true, parts: whole } : refused(problem)
}

function readPart(name: string, value: string, parts: Partial<RuleParts>): string | null {
  switch (name) {
    case 'FREQ':
      return readFrequency(value, parts)
    case 'INTERVAL':
      parts.interval = integer(value, 1, maxInterval)
      return parts.interval === undefined ? `INTERVAL must be a whole number from 1 to ${maxInterval}.` : null
    case 'COUNT':
      parts.count = integer(value, 1, maxCount)
      return parts.count === undefined ? `COUNT must be a whole number from 1 to ${maxCount}.` : null
    case 'UNTIL':
      parts.until = readUntil(value)
      return parts.until === undefined ? 'UNTIL must be a local day or time that exists, such as 20270630.' : null
    case 'BYMONTH':
      parts.months = list(value, (item) => integer(item, 1, 12))
      return parts.months === undefined ? 'BYMONTH must list months from 1 to 12.' : null
    case 'BYMONTHDAY':
      parts.monthDays = list(value, (item) => signed(item, 31))
      return parts.monthDays === undefined ? 'BYMONTHDAY must list days from 1 to 31, or -1 to -31.' : null
    case 'BYSETPOS':
      parts.positions = list(value, (item) => signed(item, 366))
      return parts.positions === undefined ? 'BYSETPOS must list positions from 1 to 366, or -1 to -366.' : null
    case 'BYDAY':
      parts.weekdays = readWeekdays(value)
      return parts.weekdays === undefined ? 'BYDAY must list weekdays such as MO, 2TU or -1FR.' : null
    case 'WKST':
      parts.weekStart = weekdayCodes.find((code) => code === value)
      return parts.weekStart === undefined ? 'WKST must be a weekday such as MO.' : null
    case 'BYHOUR':
    case 'BYMINUTE':
    case 'BYSECOND':
      return 'A task can repeat at one time of day only.'
    default:
      return 'That repeat rule has a part that is not supported.'
  }
}

function readFrequency(value: string, parts: Partial<RuleParts>): string | null {
  parts.frequency = frequencies.find((frequency) => frequency === value)
  if (parts.frequency !== undefined) return null
  return /^(SECONDLY|MINUTELY|HOURLY)$/.test(value)
    ? 'A task can repeat once a day at most.'
    : 'FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY.'
}

function integer(text: string, min: number, max: number): number | undefined {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  return value >= min && value <= max ? value : undefined
}

function signed(text: string, max: number): number | undefined {
  const [, sign, digits = ''] = /^([+-]?)(\d{1,3})$/.exec(text) ?? []
  const value = integer(digits, 1, max)
  return value !== undefined && sign === '-' ? -value : value
}

/** Distinct items in order; undefined where one is refused. */
function list(text: string, read: (item: string) => number | undefined): number[] | undefined {
  const items = text.split(',').map(read)
  if (items.includes(undefined)) return undefined
  return [...new Set(items.filter((item) => item !== undefined))].sort((a, b) => a - b)
}

function readWeekdays(text: string): RuleWeekday[] | undefined {
  const found = new Map<string, RuleWeekday>()
  for (const item of text.split(',')) {
    const [, number = '', name] = /^([+-]?\d{0,2})([A-Z]{2})$/.exec(item) ?? []
    const code = weekdayCodes.find((known) => known === name)
    const ordinal = number === '' ? null : signed(number, 53)
    if (code === undefined || ordinal === undefined) return undefined
    found.set(`${ordinal ?? ''}${code}`, { code, ordinal })
  }
  const place = (day: RuleWeekday) => (day.ordinal ?? 0) * 10 + weekdayCodes.indexOf(day.code)
  return [...found.values()].sort((a, b) => place(a) - place(b))
}

function readUntil(text: string): string | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T([01]\d|2[0-3])([0-5]\d)[0-5]\d)?$/.exec(text)
  const [, year = '', month = '', day = '', hour, minute] = found ?? []
  if (found === null || year < '1900' || year > '2200' || month < '01' || month > '12') return undefined
  if (day < '01' || Number(day) > daysInMonth(Number(year), Number(month))) return undefined
  const date = `${year}-${month}-${day}`
  return hour === undefined ? date : `${date}T${hour}:${minute}`
}
