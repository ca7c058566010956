import { toWallTime } from '../time/resolve.ts'
import { parseIsoDay } from './calendar.ts'
import type { Moment } from './piece.ts'
import type { LanguageContext } from './plan.ts'

/** Now as a day and minutes in the user's zone. */
export function momentOf({ now, timeZone, weekStart }: LanguageContext): Moment {
  const { date, time } = toWallTime(now, timeZone)
  return { today: parseIsoDay(date), minute: Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)), weekStart }
}
