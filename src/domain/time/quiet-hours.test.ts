import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quietUntil } from './quiet-hours.ts'
import { toWallTime } from './resolve.ts'

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
  'America/Santiago',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Pacific/Chatham',
]
const night = { from: '22:00', until: '07:00' }

test('over midnight, within a day, and outside', () => {
  const berlin = (now: string, hours = night) => quietUntil(now, hours, 'Europe/Berlin')
  expect(berlin('2026-11-23T20:59:59Z')).toBeNull()
  expect(berlin('2026-11-23T21:00:00Z')).toBe('2026-11-24T06:00:00.000Z')
  expect(berlin('2026-11-24T05:59:59Z')).toBe('2026-11-24T06:00:00.000Z')
  expect(berlin('2026-11-24T06:00:00Z')).toBeNull()
  expect(berlin('2026-11-24T12:00:00Z', { from: '12:30', until: '14:00' })).toBe('2026-11-24T13:00:00.000Z')
})

test('the night in which the clocks change is one night, an hour shorter or longer', () => {
  // Spring in Berlin: 28 March 2027, 02:00 becomes 03:00. Autumn: 31 October 2027, 03:00 becomes 02:00.
  expect(quietUntil('2027-03-27T21:00:00Z', night, 'Europe/Berlin')).toBe('2027-03-28T05:00:00.000Z')
  expect(quietUntil('2027-10-30T20:00:00Z', night, 'Europe/Berlin')).toBe('2027-10-31T06:00:00.000Z')
  // Beginning in the hour that is shown twice: from its first showing on, without a break.
  const doubled = { from: '02:30', until: '06:00' }
  for (const now of ['2027-10-31T00:30:00Z', '2027-10-31T01:10:00Z', '2027-10-31T01:40:00Z'])
    expect(quietUntil(now, doubled, 'Europe/Berlin')).toBe('2027-10-31T05:00:00.000Z')
  // Beginning and ending in the hour that is left out: no time at all.
  expect(quietUntil('2027-03-28T01:00:00Z', { from: '02:10', until: '02:50' }, 'Europe/Berlin')).toBeNull()
})

const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const instant = fc
  .integer({ min: Date.parse('2024-01-01'), max: Date.parse('2030-01-01') })
  .map((ms) => new Date(ms).toISOString())
const hours = fc.tuple(time, time).filter(([from, until]) => from !== until)

test('an end lies ahead, at most a day and the change of the clocks away, and the whole way to it is quiet', () => {
  fc.assert(
    fc.property(
      instant,
      hours,
      fc.constantFrom(...zones),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (now, [from, until], zone, part) => {
        const end = quietUntil(now, { from, until }, zone)
        if (end === null) return
        const [begin, finish] = [Date.parse(now), Date.parse(end)]
        expect(finish).toBeGreaterThan(begin)
        expect(finish - begin).toBeLessThanOrEqual(26 * 3_600_000)
        const between = new Date(begin + Math.floor((finish - begin) * part)).toISOString()
        expect(quietUntil(between, { from, until }, zone)).not.toBeNull()
      },
    ),
    { numRuns: 2_000 },
  )
})

test('on days whose clocks are not changed it is what the clock says', () => {
  fc.assert(
    fc.property(
      instant,
      hours,
      fc.constantFrom('UTC', 'Asia/Kolkata', 'Asia/Kathmandu'),
      (now, [from, until], zone) => {
        const { time: shown } = toWallTime(now, zone)
        const quiet = from < until ? shown >= from && shown < until : shown >= from || shown < until
        expect(quietUntil(now, { from, until }, zone) !== null).toBe(quiet)
      },
    ),
    { numRuns: 2_000 },
  )
})
