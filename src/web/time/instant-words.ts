import type { Settings } from '../../domain/settings.ts'
import { today, toWallTime } from '../../domain/time/resolve.ts'
import type { Instant } from '../../domain/time/wall-time.ts'
import { clockWords, longDateWords } from './clock-format.ts'
import { dayWords } from './day-words.ts'

/** Where and when the reader is. */
export type Reader = Pick<Settings, 'timeZone' | 'hourCycle' | 'locale'> & { now: Instant }

/** An instant on the reader's clock: `Tomorrow 09:00`, or only the time where that is today. */
export function instantWords(instant: Instant, reader: Reader): string {
  const { date, time } = toWallTime(instant, reader.timeZone)
  const clock = clockWords(time, reader.hourCycle)
  const here = today(reader.now, reader.timeZone)
  return date === here ? clock : `${dayWords(date, here, reader.locale)} ${clock}`
}

/** In full, for tooltips and screen readers: `Monday, 23 Nov 2026, 09:00`. */
export function fullInstantWords(instant: Instant, reader: Reader): string {
  const { date, time } = toWallTime(instant, reader.timeZone)
  return `${longDateWords(date, reader.locale)}, ${clockWords(time, reader.hourCycle)}`
}

/** How long ago: `just now`, `5 min ago`, `3 h ago`, then the day. */
export function agoWords(instant: Instant, reader: Reader): string {
  const minutes = Math.floor((Date.parse(reader.now) - Date.parse(instant)) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 12 * 60) return `${Math.floor(minutes / 60)} h ago`
  return instantWords(instant, reader)
}
