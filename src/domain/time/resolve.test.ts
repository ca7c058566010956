import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { endOfDay, resolveWallTime, startOfDay, today, toLocal, toWallTime } from './resolve.ts'

describe('resolveWallTime', () => {
  test.each([
    ['an ordinary time', '2026-01-15T09:00', 'Europe/Berlin', '2026-01-15T08:00:00.000Z', null],
    ['the last minute before a gap', '2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z', null],
    ['the first minute of a gap', '2026-03-29T02:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z', 'gap'],
    ['the last minute of a gap', '2026-03-29T02:59', 'Europe/Berlin', '2026-03-29T01:00:00.000Z', 'gap'],
    ['the first minute after a gap', '2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z', null],
    ['a fold', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z', 'fold'],
    ['the end of a fold', '2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z', null],
    ['a gap of half an hour', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z', 'gap'],
    ['a gap at midnight', '2026-04-24T00:00', 'Africa/Cairo', '2026-04-23T22:00:00.000Z', 'gap'],
    ['a day that was skipped whole', '2011-12-30T10:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', 'gap'],
    ['an offset with seconds', '1960-01-01T00:00', 'Africa/Monrovia', '1960-01-01T00:44:30.000Z', null],
    ['UTC', '2026-03-29T02:30', 'UTC', '2026-03-29T02:30:00.000Z', null],
  ])('%s', (_, local, zone, instant, shift) => {
    expect(resolveWallTime(local, zone)).toEqual({ instant, shift })
  })

  const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
  const minute = (from: string, to: string) =>
    fc
      .integer({ min: Date.parse(from) / 60_000, max: Date.parse(to) / 60_000 })
      .map((minutes) => new Date(minutes * 60_000).toISOString().slice(0, 16))

  test('agrees with Temporal on any minute in any zone', () => {
    fc.assert(
      fc.property(
        fc.oneof(minute('1972-01-01', '2040-01-01'), minute('1972-01-01', '2200-12-31')),
        zone,
        (local, in_) => {
          const { instant, shift } = resolveWallTime(local, in_)
          const wanted = Temporal.PlainDateTime.from(local)
          const earlier = wanted.toZonedDateTime(in_, { disambiguation: 'earlier' })
          if (shift === 'gap') expect(earlier.toPlainDateTime().equals(wanted)).toBe(false)
          else expect(Date.parse(instant)).toBe(earlier.epochMilliseconds)
        },
      ),
      { numRuns: 5_000 },
    )
  })

  test('and back: an instant shows the wall time it was made from', () => {
    fc.assert(
      fc.property(minute('1972-01-01', '2200-12-31'), zone, (local, in_) => {
        const { instant, shift } = resolveWallTime(local, in_)
        const shown = toLocal(instant, in_)
        if (shift === 'gap') expect(shown > local).toBe(true)
        else expect(shown).toBe(local)
      }),
      { numRuns: 2_000 },
    )
  })

  test('refuses what is no time and what is no zone', () => {
    expect(() => resolveWallTime('2026-02-29T25:00', 'UTC')).toThrow(RangeError)
    expect(() => resolveWallTime('2026-02-28T09:00', 'Europe/Nowhere')).toThrow(RangeError)
  })
})

describe('days', () => {
  test('start and end where the zone says', () => {
    expect(startOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z')
    expect(endOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-29T21:59:59.999Z')
    expect(endOfDay('2026-12-31', 'America/Los_Angeles')).toBe('2027-01-01T07:59:59.999Z')
  })

  test('start when the clocks changed where midnight is skipped', () => {
    expect(startOfDay('2026-04-24', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z')
    expect(endOfDay('2026-04-23', 'Africa/Cairo')).toBe('2026-04-23T21:59:59.999Z')
  })

  test('begin at the first of two midnights', () => {
    expect(startOfDay('2026-11-01', 'America/Havana')).toBe('2026-11-01T04:00:00.000Z')
    expect(today('2026-11-01T04:00:00Z', 'America/Havana')).toBe('2026-11-01')
  })
})

test('an instant is a different day in different zones', () => {
  const now = '2026-05-04T22:30:15.500Z'
  expect(today(now, 'Europe/Berlin')).toBe('2026-05-05')
  expect(today(now, 'America/New_York')).toBe('2026-05-04')
  expect(toWallTime(now, 'Asia/Kathmandu')).toEqual({ date: '2026-05-05', time: '04:15' })
})
