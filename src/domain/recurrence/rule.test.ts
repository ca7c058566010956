import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { arbitraryDate, arbitraryRule } from './arbitrary-rules.ts'
import { firstOccurrence, nextOccurrence } from './occurrences.ts'
import { normalizeRule, recurrenceRuleProblem } from './rule.ts'

describe('recurrenceRuleProblem', () => {
  test.each([
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=999',
    'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'FREQ=MONTHLY;BYDAY=+2TU',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=30',
    'FREQ=YEARLY;BYDAY=53MO',
    'FREQ=DAILY;COUNT=1000',
    'FREQ=DAILY;UNTIL=20270630',
    'FREQ=DAILY;UNTIL=20270630T090000',
    'freq=daily;interval=2',
    ' RRULE:FREQ=DAILY ',
  ])('accepts %s', (rule) => {
    expect(recurrenceRuleProblem(rule)).toBeNull()
  })

  test.each([
    ['', 'A repeat rule must not be empty.'],
    ['RRULE:', 'A repeat rule must not be empty.'],
    ['every day', 'A repeat rule is written NAME=VALUE;NAME=VALUE.'],
    ['FREQ=DAILY;', 'A repeat rule is written NAME=VALUE;NAME=VALUE.'],
    ['INTERVAL=2', 'A repeat rule must say how often: FREQ is missing.'],
    ['FREQ=DAILY;FREQ=DAILY', 'FREQ is given twice in the repeat rule.'],
    ['FREQ=HOURLY', 'A task can repeat once a day at most.'],
    ['FREQ=SECONDLY;COUNT=3', 'A task can repeat once a day at most.'],
    ['FREQ=FORTNIGHTLY', 'FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY.'],
    ['FREQ=DAILY;BYHOUR=9,17', 'A task can repeat at one time of day only.'],
    ['FREQ=DAILY;BYMINUTE=0', 'A task can repeat at one time of day only.'],
    ['FREQ=DAILY;BYSECOND=0', 'A task can repeat at one time of day only.'],
    ['FREQ=YEARLY;RSCALE=GREGORIAN', 'That repeat rule has a part that is not supported.'],
    ['FREQ=YEARLY;BYWEEKNO=20', 'That repeat rule has a part that is not supported.'],
    ['FREQ=YEARLY;BYYEARDAY=100', 'That repeat rule has a part that is not supported.'],
    ['FREQ=DAILY;__proto__=1', 'That repeat rule has a part that is not supported.'],
    ['FREQ=DAILY\nDTSTART:20260101', 'FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY.'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL must be a whole number from 1 to 999.'],
    ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL must be a whole number from 1 to 999.'],
    ['FREQ=DAILY;INTERVAL=1000', 'INTERVAL must be a whole number from 1 to 999.'],
    ['FREQ=DAILY;INTERVAL=1e2', 'INTERVAL must be a whole number from 1 to 999.'],
    ['FREQ=DAILY;COUNT=0', 'COUNT must be a whole number from 1 to 1000.'],
    ['FREQ=DAILY;COUNT=99999', 'COUNT must be a whole number from 1 to 1000.'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20270101', 'A repeat can end on a day or after a number of times, not both.'],
    ['FREQ=DAILY;UNTIL=20270630T090000Z', 'UNTIL must be a local day or time that exists, such as 20270630.'],
    ['FREQ=DAILY;UNTIL=20270229', 'UNTIL must be a local day or time that exists, such as 20270630.'],
    ['FREQ=DAILY;UNTIL=20271301', 'UNTIL must be a local day or time that exists, such as 20270630.'],
    ['FREQ=DAILY;UNTIL=99991231', 'UNTIL must be a local day or time that exists, such as 20270630.'],
    ['FREQ=DAILY;UNTIL=20270630T240000', 'UNTIL must be a local day or time that exists, such as 20270630.'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY must list days from 1 to 31, or -1 to -31.'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY must list days from 1 to 31, or -1 to -31.'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,,2', 'BYMONTHDAY must list days from 1 to 31, or -1 to -31.'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH must list months from 1 to 12.'],
    ['FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO', 'BYSETPOS must list positions from 1 to 366, or -1 to -366.'],
    ['FREQ=MONTHLY;BYDAY=XX', 'BYDAY must list weekdays such as MO, 2TU or -1FR.'],
    ['FREQ=MONTHLY;BYDAY=0MO', 'BYDAY must list weekdays such as MO, 2TU or -1FR.'],
    ['FREQ=MONTHLY;BYDAY=-MO', 'BYDAY must list weekdays such as MO, 2TU or -1FR.'],
    ['FREQ=WEEKLY;WKST=XX', 'WKST must be a weekday such as MO.'],
    ['FREQ=WEEKLY;BYDAY=2MO', 'Numbered weekdays such as 2TU need a monthly or yearly repeat.'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', 'A weekly repeat cannot name days of the month.'],
    ['FREQ=YEARLY;BYDAY=FR,4MO', 'Numbered weekdays such as 2TU cannot be combined with plain ones.'],
    ['FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=3', 'Numbered weekdays such as 2TU cannot be combined with days of the month.'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS needs days or months to choose from.'],
    ['FREQ=DAILY;BYDAY=MO;BYSETPOS=1', 'BYSETPOS needs a weekly, monthly or yearly repeat.'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'That day does not exist in that month.'],
    ['FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31,-31', 'That day does not exist in that month.'],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'That day does not exist in that month.'],
    ['FREQ=MONTHLY;BYDAY=6MO', 'No month has more than five of a weekday.'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6', 'BYSETPOS is beyond what the rule can yield.'],
    ['FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=-3', 'BYSETPOS is beyond what the rule can yield.'],
    [`FREQ=MONTHLY;BYMONTHDAY=${'1,'.repeat(300)}1`, 'A repeat rule may have at most 500 characters.'],
  ])('refuses %s', (rule, problem) => {
    expect(recurrenceRuleProblem(rule)).toBe(problem)
  })

  const ruleLike = fc
    .array(
      fc.tuple(
        fc.constantFrom(
          'FREQ',
          'INTERVAL',
          'BYDAY',
          'BYMONTH',
          'BYMONTHDAY',
          'BYSETPOS',
          'COUNT',
          'UNTIL',
          'WKST',
          'X',
        ),
        fc.oneof(fc.constantFrom('DAILY', 'MONTHLY', '-1FR', '99MO', '20279999', '1,2,', '-0', '٣'), fc.string()),
      ),
    )
    .map((parts) => parts.map((part) => part.join('=')).join(';'))

  test('answers every text with a sentence or null, and what it accepts can be expanded', () => {
    const anything = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 600 }), ruleLike, arbitraryRule)
    fc.assert(
      fc.property(anything, arbitraryDate, (rule, date) => {
        const problem = recurrenceRuleProblem(rule)
        if (problem !== null) {
          expect(problem).toMatch(/^[A-Z].*\.$/)
          return
        }
        const series = { rule, start: { date, time: null } }
        const first = firstOccurrence(series)
        if (first !== null) expect(first >= date).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('normalizeRule', () => {
  test.each([
    [' rrule:byday=fr,mo,fr;freq=monthly;interval=1', 'FREQ=MONTHLY;BYDAY=MO,FR'],
    ['FREQ=MONTHLY;BYDAY=+2TU,-1FR,1WE', 'FREQ=MONTHLY;BYDAY=-1FR,1WE,2TU'],
    ['UNTIL=20270630T090059;WKST=MO;FREQ=DAILY', 'FREQ=DAILY;UNTIL=20270630T090000'],
    ['FREQ=YEARLY;BYMONTHDAY=+31,1,1;BYMONTH=12,1', 'FREQ=YEARLY;BYMONTH=1,12;BYMONTHDAY=1,31'],
    ['COUNT=010;WKST=SU;FREQ=WEEKLY;INTERVAL=2', 'FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=10'],
  ])('%s becomes %s', (rule, normal) => {
    expect(normalizeRule(rule)).toBe(normal)
  })

  test('is stable and keeps the meaning', () => {
    const supported = arbitraryRule.filter((rule) => recurrenceRuleProblem(rule) === null)
    fc.assert(
      fc.property(supported, arbitraryDate, (rule, date) => {
        const normal = normalizeRule(rule)
        expect(normalizeRule(normal)).toBe(normal)
        const start = { date, time: null }
        expect(nextOccurrence({ rule: normal, start }, date)).toBe(nextOccurrence({ rule, start }, date))
      }),
      { numRuns: 300 },
    )
  })

  test('throws what a caller can show', () => {
    expect(() => normalizeRule('FREQ=HOURLY')).toThrow(AppError)
    expect(() => normalizeRule('FREQ=HOURLY')).toThrow('A task can repeat once a day at most.')
  })
})
