import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { addDays } from '../time/calendar.ts'
import { resolveWallTime } from '../time/resolve.ts'
import { nextOccurrence } from './occurrences.ts'

// Temporal reads the zones independently of time/resolve.ts.
const zones = Intl.supportedValuesOf('timeZone')
const from = Temporal.Instant.from('2020-01-01T00:00Z')
const to = Temporal.Instant.from('2040-12-31T23:59Z')

type Transition = { instant: Temporal.Instant; before: Temporal.PlainDateTime; after: Temporal.PlainDateTime }

function transitionsOf(zone: string): Transition[] {
  const found: Transition[] = []
  let at = from.toZonedDateTimeISO(zone).getTimeZoneTransition('next')
  while (at !== null && Temporal.Instant.compare(at.toInstant(), to) < 0) {
    const before = at.toInstant().subtract({ nanoseconds: 1 }).toZonedDateTimeISO(zone).toPlainDateTime()
    found.push({ instant: at.toInstant(), before, after: at.toPlainDateTime() })
    at = at.getTimeZoneTransition('next')
  }
  return found
}

/** Wall times in and around what a transition skips or repeats, to the minute. */
function timesAround({ before, after }: Transition): Temporal.PlainDateTime[] {
  const edges = [before.round({ smallestUnit: 'minute', roundingMode: 'ceil' }), after]
  return edges.flatMap((edge) => [-60, -30, -1, 0, 1, 30].map((minutes) => edge.add({ minutes })))
}

function occurrencesOf(
  series: { rule: string; start: { date: string; time: string | null } },
  count: number,
): string[] {
  const found: string[] = []
  let next = nextOccurrence(series, addDays(series.start.date, -1))
  while (next !== null && found.length < count) {
    found.push(next)
    next = nextOccurrence(series, next)
  }
  return found
}

const minuteOf = (wallTime: Temporal.PlainDateTime) => wallTime.toString({ smallestUnit: 'minute' })

/** What is wrong with occurrences that should be on these dates at this time, by Temporal; none where all is right. */
function faultsOf(locals: string[], { zone, dates, time }: { zone: string; dates: string[]; time: string }): string[] {
  const expected = dates.map((date) => `${date}T${time}`)
  const faults = locals.join() === expected.join() ? [] : [`${zone}: ${locals} instead of ${expected}`]
  let previous = ''
  for (const local of locals) {
    const { instant, shift } = resolveWallTime(local, zone)
    if (instant <= previous) faults.push(`${zone} ${local}: ${instant} is not after ${previous}`)
    if (!agrees({ local, instant, shift }, zone)) faults.push(`${zone} ${local}: ${instant} ${shift}`)
    previous = instant
  }
  return faults
}

function agrees({ local, instant, shift }: { local: string; instant: string; shift: string | null }, zone: string) {
  const wanted = Temporal.PlainDateTime.from(local)
  const earlier = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const exists = earlier.toPlainDateTime().equals(wanted)
  // Where the wall time does not exist, Temporal's earlier answer lies before the transition: the next one is it.
  const first = exists ? earlier : earlier.getTimeZoneTransition('next')
  const later = wanted.toZonedDateTime(zone, { disambiguation: 'later' })
  const twice = exists && !earlier.equals(later)
  return Date.parse(instant) === first?.epochMilliseconds && shift === (exists ? (twice ? 'fold' : null) : 'gap')
}

test('daily series through every transition of every zone lose nothing, repeat nothing and keep their time', () => {
  const faults: string[] = []
  const shifts = { gap: 0, fold: 0, none: 0 }
  for (const zone of zones) {
    for (const wallTime of transitionsOf(zone).flatMap(timesAround)) {
      const shiftedDay = wallTime.toPlainDate().toString()
      const time = minuteOf(wallTime).slice(11)
      const dates = [-1, 0, 1].map((day) => addDays(shiftedDay, day))
      const start = { date: dates[0] ?? '', time }
      faults.push(...faultsOf(occurrencesOf({ rule: 'FREQ=DAILY', start }, 3), { zone, dates, time }))
      shifts[resolveWallTime(`${shiftedDay}T${time}`, zone).shift ?? 'none'] += 1
    }
  }
  expect(faults.slice(0, 20)).toEqual([])
  expect(shifts.gap).toBeGreaterThan(5_000)
  expect(shifts.fold).toBeGreaterThan(5_000)
})

const months = Array.from({ length: 21 * 12 }, (_, index) => ({
  year: 2020 + Math.floor(index / 12),
  month: index % 12,
}))
const lastDays = months.map(({ year, month }) => new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10))
const sparseSeries = [
  { rule: 'FREQ=MONTHLY;UNTIL=20401231', start: '2020-01-31', dates: lastDays.filter((date) => date.endsWith('-31')) },
  { rule: 'FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20401231', start: '2020-01-01', dates: lastDays },
  {
    rule: 'FREQ=YEARLY;UNTIL=20401231',
    start: '2020-02-29',
    dates: lastDays.filter((date) => date.endsWith('-02-29')),
  },
]

test.each(sparseSeries)('twenty years of $rule from $start in every zone', ({ rule, start, dates }) => {
  const faults = zones.flatMap((zone, index) => {
    const time = ['00:00', '00:30', '02:00', '02:30', '23:30'][index % 5] ?? ''
    const locals = occurrencesOf({ rule, start: { date: start, time } }, 1_000)
    return faultsOf(locals, { zone, dates, time })
  })
  expect(faults.slice(0, 20)).toEqual([])
  expect(dates.length).toBeGreaterThan(5)
})
