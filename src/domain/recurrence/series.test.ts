import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReminderInput } from '../reminder.ts'
import { dueInstant } from '../time/due.ts'
import { arbitraryDate, arbitraryTime } from './arbitrary-rules.ts'
import { firstOccurrence, nextOccurrence } from './occurrences.ts'
import type { Recurrence } from './recurrence.ts'
import { dueOfOccurrence, nextAfterCompletion, occurrenceAt, rollAt } from './series.ts'

const recurrenceOf = (rule: string, start: string, other: Partial<Recurrence> = {}): Recurrence => ({
  rule,
  start: { date: start.slice(0, 10), time: start.slice(11) || null },
  timeZone: 'Europe/Berlin',
  basis: 'schedule',
  missed: 'skip',
  ...other,
})
const relative = (minutesBefore: number): ReminderInput => ({ kind: 'relative', minutesBefore })

describe('nextAfterCompletion from the schedule', () => {
  const timed = recurrenceOf('FREQ=DAILY', '2026-05-01T09:00')
  const allDay = recurrenceOf('FREQ=DAILY', '2026-05-01')
  const next = (recurrence: Recurrence, occurrence: string, completedAt: string) =>
    nextAfterCompletion({ recurrence, occurrence, completedAt })

  test('on time or early, it is the next one, and none is skipped', () => {
    expect(next(timed, '2026-05-04T09:00', '2026-05-04T08:00:00Z')).toBe('2026-05-05T09:00')
    expect(next(timed, '2026-05-04T09:00', '2026-05-01T08:00:00Z')).toBe('2026-05-05T09:00')
    expect(next(allDay, '2026-05-04', '2026-05-04T20:00:00Z')).toBe('2026-05-05')
    expect(next(allDay, '2026-05-04', '2026-05-01T20:00:00Z')).toBe('2026-05-05')
  })

  test('late, skip goes on to the first that is not past; today is not past all day', () => {
    expect(next(timed, '2026-05-04T09:00', '2026-05-07T06:59:00Z')).toBe('2026-05-07T09:00')
    expect(next(timed, '2026-05-04T09:00', '2026-05-07T07:00:00Z')).toBe('2026-05-08T09:00')
    expect(next(allDay, '2026-05-04', '2026-05-07T21:59:00Z')).toBe('2026-05-07')
    expect(next(allDay, '2026-05-04', '2026-05-07T22:00:00Z')).toBe('2026-05-08')
  })

  test('late, keep goes back to the latest that is past, or to the next where none is', () => {
    const keep = { missed: 'keep' } as const
    expect(next({ ...timed, ...keep }, '2026-05-04T09:00', '2026-05-07T06:59:00Z')).toBe('2026-05-06T09:00')
    expect(next({ ...timed, ...keep }, '2026-05-04T09:00', '2026-05-07T07:00:00Z')).toBe('2026-05-07T09:00')
    expect(next({ ...allDay, ...keep }, '2026-05-04', '2026-05-07T12:00:00Z')).toBe('2026-05-06')
    expect(next({ ...allDay, ...keep }, '2026-05-04', '2026-05-04T12:00:00Z')).toBe('2026-05-05')
    expect(next({ ...allDay, ...keep }, '2026-05-04', '2026-05-05T12:00:00Z')).toBe('2026-05-05')
  })

  test('ends with the series', () => {
    const three = recurrenceOf('FREQ=DAILY;COUNT=3', '2026-05-01')
    expect(next(three, '2026-05-02', '2026-05-02T12:00:00Z')).toBe('2026-05-03')
    expect(next(three, '2026-05-03', '2026-05-03T12:00:00Z')).toBeNull()
    expect(next(three, '2026-05-01', '2026-06-01T12:00:00Z')).toBeNull()
    expect(next({ ...three, missed: 'keep' }, '2026-05-01', '2026-06-01T12:00:00Z')).toBe('2026-05-03')
  })

  test('an occurrence in the hour that comes twice is past when it was first shown', () => {
    const atNight = recurrenceOf('FREQ=DAILY', '2026-10-20T02:30')
    // 02:15 for the second time; 02:30 was half an hour ago and more.
    expect(next(atNight, '2026-10-24T02:30', '2026-10-25T01:15:00Z')).toBe('2026-10-26T02:30')
    expect(next(atNight, '2026-10-24T02:30', '2026-10-25T00:15:00Z')).toBe('2026-10-25T02:30')
  })
})

describe('rollAt', () => {
  const roll = (
    recurrence: Recurrence,
    occurrence: string,
    reminders: ReminderInput[] = [],
    due = dueOfOccurrence(occurrence),
  ) => rollAt({ recurrence, occurrence, due, timeZone: recurrence.timeZone, reminders })
  const timed = recurrenceOf('FREQ=DAILY', '2026-05-01T09:00')
  const weekly = recurrenceOf('FREQ=WEEKLY', '2026-05-04')

  test('is when the next one begins', () => {
    expect(roll(timed, '2026-05-01T09:00')).toBe('2026-05-02T07:00:00.000Z')
    expect(roll(weekly, '2026-05-04')).toBe('2026-05-10T22:00:00.000Z')
  })

  test('or when the first of its relative reminders fires', () => {
    const absolute: ReminderInput = { kind: 'absolute', at: '2026-05-01T08:00:00Z' }
    expect(roll(timed, '2026-05-01T09:00', [relative(10), relative(60), absolute])).toBe('2026-05-02T06:00:00.000Z')
    expect(roll(weekly, '2026-05-04', [relative(24 * 60)])).toBe('2026-05-10T07:00:00.000Z')
    expect(roll(weekly, '2026-05-04', [relative(0)])).toBe('2026-05-10T22:00:00.000Z')
  })

  test('but never before the open one is past, wherever it was moved', () => {
    expect(roll(timed, '2026-05-01T09:00', [relative(3 * 24 * 60)])).toBe('2026-05-01T07:00:00.000Z')
    expect(roll(weekly, '2026-05-04', [], { date: '2026-05-12', time: '18:00' })).toBe('2026-05-12T16:00:00.000Z')
    expect(roll(weekly, '2026-05-04', [], { date: '2026-05-12', time: null })).toBe('2026-05-12T22:00:00.000Z')
  })

  test('is null where nothing follows, and from completion', () => {
    expect(roll(recurrenceOf('FREQ=DAILY;COUNT=1', '2026-05-01'), '2026-05-01')).toBeNull()
    expect(roll({ ...timed, basis: 'completion' }, '2026-05-01T09:00')).toBeNull()
  })
})

describe('occurrenceAt', () => {
  const timed = recurrenceOf('FREQ=DAILY', '2026-05-01T09:00')
  const at = (recurrence: Recurrence, occurrence: string, now: string, reminders: ReminderInput[] = []) =>
    occurrenceAt({ recurrence, occurrence, now, reminders })

  test('is the next one when that comes up, be it for a reminder', () => {
    expect(at(timed, '2026-05-01T09:00', '2026-05-02T07:00:00Z')).toBe('2026-05-02T09:00')
    expect(at(timed, '2026-05-01T09:00', '2026-05-02T06:00:00Z', [relative(60)])).toBe('2026-05-02T09:00')
    expect(at(timed, '2026-05-01T09:00', '2026-05-02T06:00:00Z')).toBe('2026-05-02T09:00')
    expect(at({ ...timed, basis: 'completion' }, '2026-05-01T09:00', '2026-05-09T07:00:00Z')).toBeNull()
  })

  test('goes straight to the latest after a long time', () => {
    expect(at(timed, '2026-05-01T09:00', '2026-05-09T06:59:00Z')).toBe('2026-05-08T09:00')
    expect(at(timed, '2026-05-01T09:00', '2026-05-09T06:59:00Z', [relative(5)])).toBe('2026-05-09T09:00')
    const allDay = recurrenceOf('FREQ=DAILY', '2026-05-01')
    expect(at(allDay, '2026-05-01', '2026-05-08T22:00:00Z')).toBe('2026-05-09')
    expect(at(allDay, '2026-05-01', '2026-05-08T21:59:00Z')).toBe('2026-05-08')
  })

  test('stays with the last one of a series that has ended', () => {
    const three = recurrenceOf('FREQ=DAILY;COUNT=3', '2026-05-01T09:00')
    expect(at(three, '2026-05-01T09:00', '2027-01-01T00:00:00Z')).toBe('2026-05-03T09:00')
    expect(at(three, '2026-05-03T09:00', '2027-01-01T00:00:00Z')).toBeNull()
  })

  const rules = fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=MONTHLY', 'FREQ=DAILY;COUNT=9')
  const zones = fc.constantFrom('Europe/Berlin', 'America/Havana', 'Australia/Lord_Howe', 'Pacific/Auckland')
  const leads = fc.array(fc.integer({ min: 0, max: 3 * 24 * 60 }).map(relative), { maxLength: 2 })
  const hours = fc.integer({ min: -100, max: 2_000 })

  test('once rollAt has come, leads to the one whose own rollAt has not', () => {
    let moved = 0
    fc.assert(
      fc.property(
        rules,
        arbitraryDate,
        arbitraryTime,
        zones,
        leads,
        hours,
        (rule, date, time, timeZone, reminders, late) => {
          const recurrence = recurrenceOf(rule, date, { start: { date, time }, timeZone })
          const occurrence = firstOccurrence(recurrence) ?? ''
          const rollOf = (open: string) =>
            rollAt({ recurrence, occurrence: open, due: dueOfOccurrence(open), timeZone, reminders })
          const now = new Date(
            Date.parse(dueInstant(dueOfOccurrence(occurrence), timeZone)) + late * 3_600_000,
          ).toISOString()
          const roll = rollOf(occurrence)
          if (roll !== null && roll > now) return
          const current = occurrenceAt({ recurrence, occurrence, now, reminders })
          expect(current === null).toBe(roll === null)
          if (current === null) return
          moved += 1
          expect(current > occurrence).toBe(true)
          const following = rollOf(current)
          expect(following === null || following > now).toBe(true)
        },
      ),
      { numRuns: 1_000 },
    )
    expect(moved).toBeGreaterThan(500)
  })

  test('a moved occurrence leads on as well once it has to roll', () => {
    const weekly = recurrenceOf('FREQ=WEEKLY', '2026-05-04T09:00')
    const due = { date: '2026-05-26', time: '09:00' }
    const roll = rollAt({
      recurrence: weekly,
      occurrence: '2026-05-04T09:00',
      due,
      timeZone: 'Europe/Berlin',
      reminders: [],
    })
    expect(roll).toBe('2026-05-26T07:00:00.000Z')
    expect(at(weekly, '2026-05-04T09:00', roll ?? '')).toBe('2026-05-25T09:00')
  })
})

test('completing at any time leads to a later occurrence of the rule', () => {
  const rules = fc.constantFrom(
    'FREQ=DAILY;INTERVAL=3',
    'FREQ=WEEKLY;BYDAY=MO,WE',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=MONTHLY',
  )
  const policies = fc.record({
    basis: fc.constantFrom('schedule', 'completion'),
    missed: fc.constantFrom('skip', 'keep'),
  } as const)
  fc.assert(
    fc.property(
      rules,
      arbitraryDate,
      arbitraryTime,
      policies,
      fc.integer({ min: -2_000, max: 2_000 }),
      (rule, date, time, policy, hours) => {
        const recurrence = recurrenceOf(rule, date, { start: { date, time }, ...policy })
        const occurrence = firstOccurrence(recurrence) ?? ''
        const completedAt = new Date(
          Date.parse(dueInstant(dueOfOccurrence(occurrence), 'UTC')) + hours * 3_600_000,
        ).toISOString()
        const next = nextAfterCompletion({ recurrence, occurrence, completedAt })
        expect(next !== null && next > occurrence && next.length === occurrence.length).toBe(true)
        if (policy.basis === 'schedule') expect(nextOccurrence(recurrence, `${previousMinute(next ?? '')}`)).toBe(next)
      },
    ),
    { numRuns: 1_000 },
  )
})

/** The last local text before an occurrence: the minute before, or the day before. */
function previousMinute(occurrence: string): string {
  const before = new Date(Date.parse(`${occurrence.length === 10 ? `${occurrence}T00:00` : occurrence}Z`) - 60_000)
  return before.toISOString().slice(0, occurrence.length)
}

test('an occurrence is a due date', () => {
  expect(dueOfOccurrence('2026-05-04')).toEqual({ date: '2026-05-04', time: null })
  expect(dueOfOccurrence('2026-05-04T09:00')).toEqual({ date: '2026-05-04', time: '09:00' })
})
