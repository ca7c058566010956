import { describe, expect, it } from 'vitest'
import type { Shift } from './plan.ts'
import { shiftedDue } from './shift.ts'

const by = (shift: Partial<Shift>): Shift => ({ minutes: 0, days: 0, workdays: 0, months: 0, ...shift })

describe('a due date moved by a length', () => {
  it.each([
    ['2 days', '2026-11-24', '09:00', by({ days: 2 }), { date: '2026-11-26', time: '09:00' }],
    ['an hour past midnight', '2026-11-24', '23:30', by({ minutes: 60 }), { date: '2026-11-25', time: '00:30' }],
    ['an hour before midnight', '2026-11-24', '00:30', by({ minutes: -60 }), { date: '2026-11-23', time: '23:30' }],
    ['30 hours', '2026-11-24', '12:00', by({ minutes: 1800 }), { date: '2026-11-25', time: '18:00' }],
    ['a month from the 31st', '2026-10-31', null, by({ months: 1 }), { date: '2026-11-30', time: null }],
    ['2 workdays over a weekend', '2026-11-27', null, by({ workdays: 2 }), { date: '2026-12-01', time: null }],
    ['a workday earlier', '2026-11-30', null, by({ workdays: -1 }), { date: '2026-11-27', time: null }],
    ['a week earlier', '2026-11-24', null, by({ days: -7 }), { date: '2026-11-17', time: null }],
    ['hours of a day without a time', '2026-11-24', null, by({ minutes: 60 }), null],
  ])('%s', (_, date, time, shift, moved) => {
    expect(shiftedDue({ date, time }, shift)).toEqual(moved)
  })
})
