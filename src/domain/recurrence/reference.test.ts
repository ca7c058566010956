import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryDate, arbitraryRule, arbitraryTime } from './arbitrary-rules.ts'
import { firstOccurrence, nextOccurrence } from './occurrences.ts'
import { recurrenceRuleProblem } from './rule.ts'

// Its types describe the ESM build, Node loads the CommonJS one.
const { rrulestr } = createRequire(import.meta.url)('rrule') as typeof import('rrule')

const compared = 15
const horizon = '2055-01-01'

/**
 * The npm package `rrule` (2.8.1) shares no code with this one. It is wrong in two ways, so rules with either are not
 * compared: it emits a day twice that two of BYSETPOS choose (`1,-1` of a single day) and counts both, and it takes a
 * negative BYSETPOS beyond the set for the set's first day. `arbitraryRule` makes neither. It knows no nominal UNTIL:
 * it is given the same moment in UTC, in which it expands.
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

test('rules yield the same days as an independent implementation', () => {
  let nonEmpty = 0
  const supported = arbitraryRule.filter((rule) => recurrenceRuleProblem(rule) === null)
  fc.assert(
    fc.property(supported, arbitraryDate, arbitraryTime, (rule, date, time) => {
      const own = ownOccurrences(rule, date, time)
      if (own.length > 0) nonEmpty += 1
      expect(own).toEqual(referenceOccurrences(rule, date, time))
    }),
    { numRuns: 1_500 },
  )
  expect(nonEmpty).toBeGreaterThan(900)
})
