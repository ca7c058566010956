import { describe, expect, test } from 'vitest'
import { recurrenceOfNext } from './completion.ts'
import type { Recurrence } from './recurrence.ts'
import { nextAfterCompletion } from './series.ts'

const recurrenceOf = (rule: string, start: string): Recurrence => ({
  rule,
  start: { date: start.slice(0, 10), time: start.slice(11) || null },
  timeZone: 'Europe/Berlin',
  basis: 'completion',
  missed: 'skip',
})

describe('from completion', () => {
  test.each([
    ['every 3 days', 'FREQ=DAILY;INTERVAL=3', '2026-05-01', '2026-05-10T10:00:00Z', '2026-05-13'],
    ['the day of completion is the local one', 'FREQ=DAILY', '2026-05-01', '2026-05-10T22:30:00Z', '2026-05-12'],
    [
      'at the time of day of the series',
      'FREQ=DAILY;INTERVAL=3',
      '2026-05-01T09:00',
      '2026-05-10T18:00:00Z',
      '2026-05-13T09:00',
    ],
    [
      'tomorrow, although completed before the time',
      'FREQ=DAILY',
      '2026-05-01T09:00',
      '2026-05-10T05:00:00Z',
      '2026-05-11T09:00',
    ],
    ['every 2 weeks, from any weekday', 'FREQ=WEEKLY;INTERVAL=2', '2026-05-01', '2026-05-06T10:00:00Z', '2026-05-20'],
    ['the next Monday', 'FREQ=WEEKLY;BYDAY=MO', '2026-05-04', '2026-05-06T10:00:00Z', '2026-05-11'],
    [
      'a Monday after one completed on a Monday',
      'FREQ=WEEKLY;BYDAY=MO',
      '2026-05-04',
      '2026-05-11T10:00:00Z',
      '2026-05-18',
    ],
    ['a month after 31 January', 'FREQ=MONTHLY', '2026-01-10', '2026-01-31T10:00:00Z', '2026-02-28'],
    ['a month after 31 January of a leap year', 'FREQ=MONTHLY', '2028-01-10', '2028-01-31T10:00:00Z', '2028-02-29'],
    ['a year after 29 February', 'FREQ=YEARLY', '2028-01-01', '2028-02-29T10:00:00Z', '2029-02-28'],
    [
      'over the turn of the year',
      'FREQ=MONTHLY;INTERVAL=14',
      '2026-01-01T09:00',
      '2026-11-05T10:00:00Z',
      '2028-01-05T09:00',
    ],
    ['the next last day of a month', 'FREQ=MONTHLY;BYMONTHDAY=-1', '2026-01-31', '2026-02-10T10:00:00Z', '2026-02-28'],
  ])('%s', (_, rule, start, completedAt, next) => {
    expect(nextAfterCompletion({ recurrence: recurrenceOf(rule, start), occurrence: start, completedAt })).toBe(next)
  })

  test('completed early, the interval counts from then where that leads beyond the occurrence', () => {
    const recurrence = recurrenceOf('FREQ=DAILY;INTERVAL=3', '2026-05-10')
    const on = (completedAt: string) => nextAfterCompletion({ recurrence, occurrence: '2026-05-10', completedAt })
    expect(on('2026-05-08T10:00:00Z')).toBe('2026-05-11')
    expect(on('2026-05-07T10:00:00Z')).toBe('2026-05-13')
    expect(on('2026-05-01T10:00:00Z')).toBe('2026-05-13')
  })

  test('completing twice on one day never leads back to the same occurrence', () => {
    const recurrence = recurrenceOf('FREQ=DAILY;INTERVAL=3', '2026-05-01')
    const completedAt = '2026-05-01T10:00:00Z'
    const second = nextAfterCompletion({ recurrence, occurrence: '2026-05-01', completedAt })
    expect(second).toBe('2026-05-04')
    expect(nextAfterCompletion({ recurrence, occurrence: '2026-05-04', completedAt })).toBe('2026-05-07')
  })

  test.each([
    ['FREQ=DAILY;INTERVAL=3;UNTIL=20260513', '2026-05-13'],
    ['FREQ=DAILY;INTERVAL=3;UNTIL=20260512', null],
    ['FREQ=MONTHLY;UNTIL=20260610', '2026-06-10'],
    ['FREQ=MONTHLY;UNTIL=20260609', null],
    ['FREQ=YEARLY;INTERVAL=200', null],
  ])('%s ends the series after its last day', (rule, next) => {
    const recurrence = recurrenceOf(rule, '2026-05-01')
    expect(nextAfterCompletion({ recurrence, occurrence: '2026-05-01', completedAt: '2026-05-10T10:00:00Z' })).toBe(
      next,
    )
  })

  test('COUNT is what is left: three times are three, however late', () => {
    let recurrence = recurrenceOf('FREQ=DAILY;INTERVAL=3;COUNT=3', '2026-05-01')
    let occurrence: string | null = '2026-05-01'
    const done: string[] = []
    while (occurrence !== null && done.length < 10) {
      done.push(occurrence)
      const dayAfter = new Date(Date.parse(`${occurrence}T10:00Z`) + 86_400_000).toISOString()
      occurrence = nextAfterCompletion({ recurrence, occurrence, completedAt: dayAfter })
      recurrence = recurrenceOfNext(recurrence)
    }
    expect(done).toEqual(['2026-05-01', '2026-05-05', '2026-05-09'])
  })

  test('from the schedule, the rule stays as it is', () => {
    const recurrence = { ...recurrenceOf('FREQ=DAILY;COUNT=3', '2026-05-01'), basis: 'schedule' as const }
    expect(recurrenceOfNext(recurrence)).toBe(recurrence)
  })
})
