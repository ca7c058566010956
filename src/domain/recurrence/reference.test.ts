import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startOfWeek } from '../time/calendar.ts'
import { arbitraryDate, arbitraryRule, arbitraryTime } from './arbitrary-rules.ts'
import { firstOccurrence, nextOccurrence } from './occurrences.ts'
import { recurrenceRuleProblem } from './rule.ts'
import { weekdayCodes } from './rule-parts.ts'

// Its types describe the ESM build, Node loads the CommonJS one.
const { rrulestr } = createRequire(import.meta.url)('rrule') as typeof import('rrule')

const compared = 15
const horizon = '2055-01-01'

/**
 * The npm package `rrule` (2.8.1) shares no code with what is tested. Where it is wrong, rules are not compared:
 * - Two of BYSETPOS that choose the same day (`1,-1` of a single one) yield it twice, and both count.
 * - BYSETPOS is obeyed in the order written, so that days come out of order; a negative one beyond the set chooses the
 *   set's first day. `arbitraryRule` has only ascending positions, and from the end only the last.
 * - With FREQ=WEEKLY and BYSETPOS, the first week's set begins at the start, not at the week's first day: these series
 *   are made to start on that day.
 * It knows no nominal UNTIL: it expands in UTC, and is given the same moment there.
 */
function referenceOccurrences(rule: string, date: string, time: string | null): string[] {
  const until = rule.replace(/(UNTIL=\d{8})$/, '$1T235900').replace(/(UNTIL=\w+)$/, '$1Z')
  const start = `${date}T${time ?? '00:00'}00`.replace(/[-:]/g, '')
  const found: string[] = []
  rrulestr(`DTSTART:${start}Z\nRRULE:${until}`).all((occurrence) => {
    const local = occurrence.toISOString().slice(0, time === null ? 10 : 16)
    if (local < horizon) found.push(local)
    return local < horizon && found.length < compared
  })
  return found
}

function ownOccurrences(rule: string, date: string, time: string | null): string[] {
  const series = { rule, start: { date, time } }
  const found: string[] = []
  let next = firstOccurrence(series)
  while (next !== null && next < horizon && found.length < compared) {
    found.push(next)
    next = nextOccurrence(series, next)
  }
  return found
}

/** The day itself, or where `rrule` needs it the first of its week. */
function comparableStart(rule: string, date: string): string {
  if (!/FREQ=WEEKLY.*BYSETPOS/.test(rule)) return date
  const weekStart = /WKST=(\w\w)/.exec(rule)?.[1] ?? 'MO'
  return startOfWeek(date, weekdayCodes.map(String).indexOf(weekStart) + 1)
}

test('rules yield the same days as an independent implementation', () => {
  const seen: string[] = []
  const supported = arbitraryRule.filter((rule) => recurrenceRuleProblem(rule) === null)
  fc.assert(
    fc.property(supported, arbitraryDate, arbitraryTime, (rule, anyDate, time) => {
      const date = comparableStart(rule, anyDate)
      const own = ownOccurrences(rule, date, time)
      if (own.length > 0) seen.push(rule)
      expect(own).toEqual(referenceOccurrences(rule, date, time))
    }),
    { numRuns: 1_000 },
  )
  // A property that never meets a part proves nothing about it.
  for (const part of ['INTERVAL', 'BYMONTH=', 'BYMONTHDAY', 'BYDAY', 'BYSETPOS', 'WKST', 'COUNT', 'UNTIL']) {
    expect([part, seen.filter((rule) => rule.includes(part)).length > 100]).toEqual([part, true])
  }
})
