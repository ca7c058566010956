import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { rulePartsOf } from './rule.ts'
import type { RuleParts } from './rule-parts.ts'

/** A rule bound to its start, on a time line of nominal milliseconds (local time read as UTC). */
export type CompiledRule = {
  allDay: boolean
  start: number
  /** The first occurrence strictly after, null where there is none. */
  next: (after: number) => number | null
  /** The last occurrence at or before, null where there is none. */
  previous: (until: number) => number | null
}

// Dates end with the year 2200, and with them every series and every search.
const endOfTime = '2200-12-31T23:59'
/** Steps a search may take: 4 to 16 µs each, so that a rule that never matches costs 160 ms at worst. A rule
 * that needs more ("every 2 days, only on 29 February" counted for 55 years) ends there. */
const maxSteps = 10_000

// Building a rule costs about 20 µs, asking it 2 µs; a preview or a catch-up asks often.
const compiled = new Map<string, CompiledRule>()
const keptRules = 500

/** `start` is `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`. AppError `invalid_recurrence` where `rule` is no rule. */
export function compileRule(rule: string, start: string): CompiledRule {
  const key = `${start} ${rule}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const made = build(rulePartsOf(rule), start)
  if (compiled.size >= keptRules) compiled.clear()
  compiled.set(key, made)
  return made
}

function build(parts: RuleParts, start: string): CompiledRule {
  const allDay = start.length === 10
  const rule = expander(searchable(parts), allDay ? `${start}T00:00` : start)
  const base = { allDay, start: Date.parse(allDay ? `${start}T00:00Z` : `${start}Z`) }
  if (parts.count !== null) return { ...base, ...counted(rule) }
  return {
    ...base,
    next: (after) => bounded(() => rule.next(new Date(after)))?.epochMilliseconds ?? null,
    previous: (until) => bounded(() => rule.previous(new Date(until), true))?.epochMilliseconds ?? null,
  }
}

/** With COUNT every search begins at the start; all are found once instead, which a thousand at most allows. */
function counted(rule: RRuleTemporal): Pick<CompiledRule, 'next' | 'previous'> {
  let found: number[] | undefined
  const occurrences = () => {
    if (found !== undefined) return found
    const expanded: number[] = []
    bounded(() => rule.all((date) => expanded.push(date.epochMilliseconds) > 0))
    found = expanded
    return expanded
  }
  return {
    next: (after) => occurrences().find((occurrence) => occurrence > after) ?? null,
    previous: (until) => occurrences().findLast((occurrence) => occurrence <= until) ?? null,
  }
}

function expander(parts: RuleParts, start: string): RRuleTemporal {
  return new RRuleTemporal({
    freq: parts.frequency,
    interval: parts.interval,
    dtstart: inUtc(start),
    until: inUtc(untilOf(parts)),
    ...(parts.count === null ? {} : { count: parts.count }),
    ...(parts.months.length === 0 ? {} : { byMonth: parts.months }),
    ...(parts.monthDays.length === 0 ? {} : { byMonthDay: parts.monthDays }),
    ...(parts.weekdays.length === 0 ? {} : { byDay: parts.weekdays.map((day) => `${day.ordinal ?? ''}${day.code}`) }),
    ...(parts.positions.length === 0 ? {} : { bySetPos: parts.positions }),
    wkst: parts.weekStart,
    maxIterations: maxSteps,
    cache: false,
  })
}

/** UNTIL as a day includes all of it. */
function untilOf({ until }: RuleParts): string {
  if (until === null) return endOfTime
  return until.length === 10 ? `${until}T23:59` : until
}

/**
 * "Every day" limited to months or days of the month is the same set as "every month" on these days, and found by
 * steps of a month instead of a day: a 29 February that is a Monday may be 40 years away.
 */
function searchable(parts: RuleParts): RuleParts {
  const limited = parts.months.length > 0 || parts.monthDays.length > 0
  if (parts.frequency !== 'DAILY' || parts.interval !== 1 || !limited) return parts
  const everyDay = Array.from({ length: 31 }, (_, index) => index + 1)
  const monthDays = parts.monthDays.length === 0 && parts.weekdays.length === 0 ? everyDay : parts.monthDays
  return { ...parts, frequency: 'MONTHLY', monthDays }
}

const inUtc = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime('UTC')

/** Null where the library gives up a search for its number of steps: then there is nothing to be found. */
function bounded<Result>(search: () => Result): Result | null {
  try {
    return search()
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Maximum')) return null
    throw error
  }
}
