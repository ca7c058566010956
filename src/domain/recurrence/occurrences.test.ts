import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryDate, arbitraryRule, arbitraryTime } from './arbitrary-rules.ts'
import {
  emptySeriesProblem,
  firstOccurrence,
  lastOccurrenceUntil,
  nextOccurrence,
  previewOccurrences,
} from './occurrences.ts'
import { recurrenceRuleProblem } from './rule.ts'

const seriesOf = (rule: string, start: string, timeZone = 'Europe/Berlin') => ({
  rule,
  start: { date: start.slice(0, 10), time: start.slice(11) || null },
  timeZone,
})
const localsOf = (rule: string, start: string, count = 4) =>
  previewOccurrences(seriesOf(rule, start), { count }).map(({ local }) => local)

describe('rules', () => {
  test.each([
    ['every day', 'FREQ=DAILY', '2026-02-27', ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']],
    [
      'every third day',
      'FREQ=DAILY;INTERVAL=3',
      '2026-02-27',
      ['2026-02-27', '2026-03-02', '2026-03-05', '2026-03-08'],
    ],
    [
      'workdays',
      'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
      '2026-05-07',
      ['2026-05-07', '2026-05-08', '2026-05-11', '2026-05-12'],
    ],
    [
      'weekly keeps its time',
      'FREQ=WEEKLY;BYDAY=MO',
      '2026-05-04T09:00',
      ['2026-05-04T09:00', '2026-05-11T09:00', '2026-05-18T09:00', '2026-05-25T09:00'],
    ],
    [
      'every 2 weeks',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH',
      '2026-05-07',
      ['2026-05-07', '2026-05-19', '2026-05-21', '2026-06-02'],
    ],
    [
      'day 31 skips short months',
      'FREQ=MONTHLY',
      '2026-01-31',
      ['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31'],
    ],
    [
      'the last day',
      'FREQ=MONTHLY;BYMONTHDAY=-1',
      '2028-01-31',
      ['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
    ],
    [
      'the last Friday',
      'FREQ=MONTHLY;BYDAY=-1FR',
      '2026-01-01',
      ['2026-01-30', '2026-02-27', '2026-03-27', '2026-04-24'],
    ],
    [
      'the fifth Monday',
      'FREQ=MONTHLY;BYDAY=5MO',
      '2026-01-01',
      ['2026-03-30', '2026-06-29', '2026-08-31', '2026-11-30'],
    ],
    [
      'the second to last workday',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
      '2026-01-01',
      ['2026-01-29', '2026-02-26', '2026-03-30', '2026-04-29'],
    ],
    [
      'the second of three weekdays, of a whole first week',
      'FREQ=WEEKLY;BYDAY=MO,SA,TH;BYSETPOS=-2',
      '2026-05-09',
      ['2026-05-14', '2026-05-21', '2026-05-28', '2026-06-04'],
    ],
    [
      'the last of two weekdays, of a whole first week',
      'FREQ=WEEKLY;BYDAY=TH,SA;BYSETPOS=2',
      '2026-05-09',
      ['2026-05-09', '2026-05-16', '2026-05-23', '2026-05-30'],
    ],
    [
      'weeks that start on Sunday',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU',
      '2026-05-05',
      ['2026-05-05', '2026-05-17', '2026-05-19', '2026-05-31'],
    ],
    ['29 February', 'FREQ=YEARLY', '2096-02-29', ['2096-02-29', '2104-02-29', '2108-02-29', '2112-02-29']],
    [
      'Friday the 13th',
      'FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR',
      '2026-01-01',
      ['2026-02-13', '2026-03-13', '2026-11-13', '2027-08-13'],
    ],
    [
      '29 February on a Monday',
      'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO',
      '2044-03-01',
      ['2072-02-29', '2112-02-29', '2140-02-29', '2168-02-29'],
    ],
    [
      'every day of January',
      'FREQ=DAILY;BYMONTH=1',
      '2026-01-30',
      ['2026-01-30', '2026-01-31', '2027-01-01', '2027-01-02'],
    ],
  ])('%s', (_, rule, start, expected) => {
    expect(localsOf(rule, start)).toEqual(expected)
  })

  test('begin with the first match, not with a start that does not match; COUNT counts from there', () => {
    expect(localsOf('FREQ=WEEKLY;BYDAY=MO;COUNT=2', '2026-05-06')).toEqual(['2026-05-11', '2026-05-18'])
  })

  test('UNTIL is nominal and includes its day or minute', () => {
    expect(localsOf('FREQ=DAILY;UNTIL=20260302', '2026-03-01T23:30')).toEqual(['2026-03-01T23:30', '2026-03-02T23:30'])
    expect(localsOf('FREQ=DAILY;UNTIL=20260302T233000', '2026-03-01T23:30')).toHaveLength(2)
    expect(localsOf('FREQ=DAILY;UNTIL=20260302T232900', '2026-03-01T23:30')).toHaveLength(1)
    expect(localsOf('FREQ=DAILY;UNTIL=20260302T000000', '2026-03-01')).toEqual(['2026-03-01', '2026-03-02'])
  })

  test('end with the year 2200', () => {
    expect(nextOccurrence(seriesOf('FREQ=YEARLY', '2026-12-31'), '2199-12-31')).toBe('2200-12-31')
    expect(nextOccurrence(seriesOf('FREQ=YEARLY', '2026-12-31'), '2200-12-31')).toBeNull()
  })

  test.each([
    ['a weekday that its steps never meet', 'FREQ=DAILY;INTERVAL=7;BYDAY=FR', '2026-05-04'],
    ['a day that its month never has', 'FREQ=MONTHLY;BYMONTH=4', '2026-05-31'],
    ['months that its steps never meet', 'FREQ=MONTHLY;INTERVAL=12;BYMONTH=2', '2026-05-01'],
    ['leap days that its steps never meet', 'FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29', '2026-05-01'],
    ['an end before the start', 'FREQ=DAILY;UNTIL=20260101', '2026-05-01'],
  ])('yield nothing, soon: %s', (_, rule, start) => {
    const series = seriesOf(rule, start)
    const began = performance.now()
    expect(firstOccurrence(series)).toBeNull()
    expect(nextOccurrence(series, '2030-01-01')).toBeNull()
    expect(lastOccurrenceUntil(series, '2030-01-01')).toBeNull()
    expect(emptySeriesProblem(series)).toBe('That repeat rule never comes up from that day on.')
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})

describe('bounds', () => {
  const timed = seriesOf('FREQ=DAILY', '2026-05-01T09:00')
  const allDay = seriesOf('FREQ=DAILY', '2026-05-01')

  test('next is strictly after a minute, or after the whole of a day', () => {
    expect(nextOccurrence(timed, '2026-05-02T08:59')).toBe('2026-05-02T09:00')
    expect(nextOccurrence(timed, '2026-05-02T09:00')).toBe('2026-05-03T09:00')
    expect(nextOccurrence(timed, '2026-05-02')).toBe('2026-05-03T09:00')
    expect(nextOccurrence(allDay, '2026-05-02T09:00')).toBe('2026-05-03')
    expect(nextOccurrence(allDay, '1999-12-31')).toBe('2026-05-01')
  })

  test('last includes its minute or the whole of its day', () => {
    expect(lastOccurrenceUntil(timed, '2026-05-02T08:59')).toBe('2026-05-01T09:00')
    expect(lastOccurrenceUntil(timed, '2026-05-02T09:00')).toBe('2026-05-02T09:00')
    expect(lastOccurrenceUntil(timed, '2026-05-02')).toBe('2026-05-02T09:00')
    expect(lastOccurrenceUntil(allDay, '2026-05-02')).toBe('2026-05-02')
    expect(lastOccurrenceUntil(allDay, '2026-04-30')).toBeNull()
  })

  test('next and last agree with each other', () => {
    const supported = arbitraryRule.filter((rule) => recurrenceRuleProblem(rule) === null)
    fc.assert(
      fc.property(supported, arbitraryDate, arbitraryTime, arbitraryDate, (rule, date, time, bound) => {
        const series = { rule, start: { date, time } }
        const next = nextOccurrence(series, bound)
        const last = lastOccurrenceUntil(series, bound)
        if (next !== null) expect(next.slice(0, 10) > bound).toBe(true)
        if (last !== null) expect(last.slice(0, 10) <= bound && last.slice(0, 10) >= date).toBe(true)
        if (next !== null) expect(lastOccurrenceUntil(series, next)).toBe(next)
        if (last !== null) expect(nextOccurrence(series, last)).toBe(next)
        else expect(firstOccurrence(series)).toBe(next)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('previewOccurrences', () => {
  test('resolves after expanding: a gap moves one occurrence and loses none, a fold happens once', () => {
    const daily = (start: string) => previewOccurrences(seriesOf('FREQ=DAILY', start), { count: 3 })
    expect(daily('2026-03-28T02:30')).toEqual([
      { local: '2026-03-28T02:30', instant: '2026-03-28T01:30:00.000Z', shift: null },
      { local: '2026-03-29T02:30', instant: '2026-03-29T01:00:00.000Z', shift: 'gap' },
      { local: '2026-03-30T02:30', instant: '2026-03-30T00:30:00.000Z', shift: null },
    ])
    expect(daily('2026-10-24T02:30')).toEqual([
      { local: '2026-10-24T02:30', instant: '2026-10-24T00:30:00.000Z', shift: null },
      { local: '2026-10-25T02:30', instant: '2026-10-25T00:30:00.000Z', shift: 'fold' },
      { local: '2026-10-26T02:30', instant: '2026-10-26T01:30:00.000Z', shift: null },
    ])
  })

  test('shows all-day occurrences by the start of their day', () => {
    expect(previewOccurrences(seriesOf('FREQ=DAILY', '2026-03-29'), { count: 1 })).toEqual([
      { local: '2026-03-29', instant: '2026-03-28T23:00:00.000Z', shift: null },
    ])
  })

  test('starts after a given occurrence, stops at the end, and yields at most fifty', () => {
    const series = seriesOf('FREQ=DAILY;COUNT=3', '2026-05-01')
    expect(previewOccurrences(series, { after: '2026-05-01', count: 9 }).map(({ local }) => local)).toEqual([
      '2026-05-02',
      '2026-05-03',
    ])
    expect(previewOccurrences(seriesOf('FREQ=DAILY', '2026-05-01'), { count: 10_000 })).toHaveLength(50)
  })
  test.each([
    ['FREQ=DAILY;INTERVAL=2;BYMONTHDAY=1;COUNT=1000', '2070-01-01', '2070-02-01'],
    ['FREQ=WEEKLY;BYMONTH=2;BYDAY=MO,TU;BYSETPOS=2;COUNT=1000', '2090-01-01', '2090-02-07'],
  ])('costs one search, not one per occurrence: %s', (rule, after, first) => {
    const began = performance.now()
    const found = previewOccurrences(seriesOf(rule, '2026-01-01'), { after, count: 50 })
    expect([found.length, found[0]?.local]).toEqual([50, first])
    expect(performance.now() - began).toBeLessThan(2_500)
  })
})
