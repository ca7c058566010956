import type { QuietHours } from '../destination.ts'
import { addDays } from './calendar.ts'
import { resolveWallTime, today } from './resolve.ts'
import type { Instant } from './wall-time.ts'

/**
 * When the quiet hours that `now` falls into end; null outside of them. Each night is an interval between two instants,
 * so that clocks that are changed during it neither end it early nor begin it anew.
 */
export function quietUntil(now: Instant, { from, until }: Pick<QuietHours, 'from' | 'until'>, timeZone: string) {
  const day = today(now, timeZone)
  const overnight = from > until
  for (const date of [addDays(day, -1), day]) {
    const begin = resolveWallTime(`${date}T${from}`, timeZone).instant
    const end = resolveWallTime(`${overnight ? addDays(date, 1) : date}T${until}`, timeZone).instant
    if (Date.parse(begin) <= Date.parse(now) && Date.parse(now) < Date.parse(end)) return end
  }
  return null
}
