import { addDays } from './calendar.ts'
import type { Instant, LocalDate, WallTime } from './wall-time.ts'
import { transitionBetween, zoneOffset } from './zone-offset.ts'

const dayMs = 86_400_000

/** `gap`: the clocks skip that wall time; `fold`: they show it twice; null: it happens once. */
export type Shift = 'gap' | 'fold' | null
export type ResolvedTime = { instant: Instant; shift: Shift }

/**
 * The instant of a local `YYYY-MM-DDTHH:MM` in an IANA zone. In a gap it is the first instant after the clocks
 * changed, in a fold the earlier of the two. Malformed input is a RangeError.
 */
export function resolveWallTime(local: string, timeZone: string): ResolvedTime {
  const { epochMs, shift } = resolve(Date.parse(`${local}Z`), timeZone)
  return { instant: new Date(epochMs).toISOString(), shift }
}

/** What clocks in `timeZone` show at `instant`, to the minute. */
export function toWallTime(instant: Instant, timeZone: string): { date: LocalDate; time: string } {
  const local = toLocal(instant, timeZone)
  return { date: local.slice(0, 10), time: local.slice(11) }
}

/** The same as `YYYY-MM-DDTHH:MM`. */
export function toLocal(instant: Instant, timeZone: string): string {
  const epochMs = Date.parse(instant)
  return new Date(epochMs + zoneOffset(epochMs, timeZone)).toISOString().slice(0, 16)
}

/** The day it is in `timeZone` at the instant `now`. */
export function today(now: Instant, timeZone: string): LocalDate {
  return toLocal(now, timeZone).slice(0, 10)
}

/** The first instant of a local day; where midnight is skipped, the instant the clocks changed. */
export function startOfDay(date: LocalDate, timeZone: string): Instant {
  return resolveWallTime(`${date}T00:00`, timeZone).instant
}

/** The last millisecond of a local day. */
export function endOfDay(date: LocalDate, timeZone: string): Instant {
  return new Date(Date.parse(startOfDay(addDays(date, 1), timeZone)) - 1).toISOString()
}

/** A day and a time as one local text: `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`. These texts sort by time. */
export function localOf(wallTime: WallTime): string {
  return wallTime.time === null ? wallTime.date : `${wallTime.date}T${wallTime.time}`
}

/** `nominal` is the wall time read as if it were UTC. */
function resolve(nominal: number, timeZone: string): { epochMs: number; shift: Shift } {
  // No zone is a day or more from UTC, so these two lie on either side of any transition at that wall time.
  const before = zoneOffset(nominal - dayMs, timeZone)
  const after = zoneOffset(nominal + dayMs, timeZone)
  const byBefore = nominal - before
  if (before === after) return { epochMs: byBefore, shift: null }
  const byAfter = nominal - after
  const beforeHolds = zoneOffset(byBefore, timeZone) === before
  const afterHolds = zoneOffset(byAfter, timeZone) === after
  if (beforeHolds && afterHolds) return { epochMs: byBefore, shift: 'fold' }
  if (beforeHolds) return { epochMs: byBefore, shift: null }
  if (afterHolds) return { epochMs: byAfter, shift: null }
  return { epochMs: transitionBetween(byAfter, byBefore, timeZone), shift: 'gap' }
}
