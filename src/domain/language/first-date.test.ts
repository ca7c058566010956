import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstOccurrence } from '../recurrence/occurrences.ts'
import { isoDay, parseIsoDay } from './calendar.ts'
import { firstDate } from './first-date.ts'
import type { Repeat } from './piece.ts'
import { ruleOf } from './resolve-when.ts'

const base: Repeat = {
  unit: 'week',
  interval: 1,
  weekdays: [],
  monthDays: [],
  months: [],
  positions: [],
  pooled: false,
  afterCompletion: false,
}
const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 })
const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 })
const position = fc.constantFrom(1, 2, 3, 4, -1)

const repeats: fc.Arbitrary<Repeat> = fc.oneof(
  weekdays.map((days) => ({ ...base, weekdays: days })),
  fc.constantFrom(1, 15, 29, 30, 31, -1).map((day) => ({ ...base, unit: 'month' as const, monthDays: [day] })),
  fc
    .tuple(weekdays, position, fc.boolean())
    .map(([days, at, pooled]) => ({ ...base, unit: 'month' as const, weekdays: days, positions: [at], pooled })),
  fc
    .tuple(months, fc.constantFrom(1, 28, 29))
    .map(([some, day]) => ({ ...base, unit: 'year' as const, months: some, monthDays: [day] })),
)

describe('first date of a series', () => {
  it('is the one the recurrence rule begins with', () => {
    fc.assert(
      fc.property(repeats, fc.integer({ min: 20_000, max: 22_000 }), (repeat, from) => {
        const first = firstDate(repeat, from)
        const expected = firstOccurrence({ rule: ruleOf(repeat), start: { date: isoDay(from), time: null } })
        expect(first === null ? null : isoDay(first)).toBe(expected)
      }),
      { numRuns: 300 },
    )
  })

  it('of 29 February may be years away', () => {
    const leap: Repeat = { ...base, unit: 'year', months: [2], monthDays: [29] }
    expect(isoDay(firstDate(leap, parseIsoDay('2026-11-23')) ?? 0)).toBe('2028-02-29')
  })
})
