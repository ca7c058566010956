import { expect, test } from 'vitest'
import { addDays, daysInMonth, startOfWeek, weekdayOf } from './calendar.ts'

test.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-01-01', -1, '2025-12-31'],
  ['1969-12-31', 1, '1970-01-01'],
  ['2026-05-04', 0, '2026-05-04'],
])('%s plus %i days is %s', (date, days, expected) => {
  expect(addDays(date, days)).toBe(expected)
})

test.each([
  ['2026-05-06', 1, '2026-05-04'],
  ['2026-05-04', 1, '2026-05-04'],
  ['2026-05-10', 1, '2026-05-04'],
  ['2026-05-10', 7, '2026-05-10'],
  ['2026-05-06', 7, '2026-05-03'],
  ['2026-05-06', 6, '2026-05-02'],
])('the week of %s that starts on day %i starts on %s', (date, weekStart, expected) => {
  expect(startOfWeek(date, weekStart)).toBe(expected)
})

test('weekdays run from Monday 1 to Sunday 7', () => {
  expect(['2026-05-04', '2026-05-09', '2026-05-10'].map(weekdayOf)).toEqual([1, 6, 7])
})

test('February has its leap days', () => {
  expect([1900, 2000, 2026, 2028, 2100].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29, 28])
})
