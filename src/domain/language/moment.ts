import { toWallTime } from '../time/resolve.ts'
import { parseIsoDay } from './calendar.ts'
import type { Moment } from './piece.ts'
import type { LanguageContext } from './plan.ts'

/** Whether a day stands before its month, by locale; making a format costs too much to do it for each message. */
const orders = new Map<string, boolean>()
const keptOrders = 500

function writesDayFirst(locale: string): boolean {
  const known = orders.get(locale)
  if (known !== undefined) return known
  let dayFirst = false
  try {
    const types = new Intl.DateTimeFormat(locale).formatToParts(0).map(({ type }) => type)
    dayFirst = types.indexOf('day') < types.indexOf('month')
  } catch {
    // Not a locale's name: as without one.
  }
  if (orders.size >= keptOrders) orders.clear()
  orders.set(locale, dayFirst)
  return dayFirst
}

/** Now as a day and minutes in the user's zone. */
export function momentOf({ now, timeZone, weekStart, locale }: Omit<LanguageContext, 'ignored'>): Moment {
  const { date, time } = toWallTime(now, timeZone)
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
  const dayFirst = locale !== undefined && writesDayFirst(locale)
  return { today: parseIsoDay(date), minute, weekStart, instant: now, timeZone, dayFirst }
}
