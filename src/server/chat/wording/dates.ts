import type { Settings } from '../../../domain/settings.ts'
import { addDays } from '../../../domain/time/calendar.ts'
import { today, toWallTime } from '../../../domain/time/resolve.ts'
import type { Instant, LocalDate, WallTime } from '../../../domain/time/wall-time.ts'

/** What times are told by: the present, and how this user reads clocks. */
export type Present = { now: Instant; settings: Settings }

/** "today", "tomorrow", "yesterday", "Fri 27 Nov", or "Fri 27 Nov 2028" in another year; "Fri, Nov 27" in America. */
export function dayText(date: LocalDate, present: Present): string {
  const here = today(present.now, present.settings.timeZone)
  if (date === here) return 'today'
  if (date === addDays(here, 1)) return 'tomorrow'
  if (date === addDays(here, -1)) return 'yesterday'
  return calendarText(date, present)
}

/** "Fri 27 Nov" whatever day it is; with the year where it is not the present one. */
export function calendarText(date: LocalDate, { now, settings }: Present): string {
  const instant = Date.parse(`${date}T00:00Z`)
  const [weekday, month, day] = [weekdayName.format(instant), monthName.format(instant), Number(date.slice(8))]
  const year = date.slice(0, 4)
  const thisYear = year === today(now, settings.timeZone).slice(0, 4)
  if (settings.locale === 'en-US') return `${weekday}, ${month} ${day}${thisYear ? '' : `, ${year}`}`
  return `${weekday} ${day} ${month}${thisYear ? '' : ` ${year}`}`
}
const weekdayName = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' })
const monthName = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' })

/** `HH:MM` as this user reads it: "15:00" or "3:00 pm". */
export function timeText(time: string, { settings }: Present): string {
  if (settings.hourCycle === 'h23') return time
  const hour = Number(time.slice(0, 2))
  return `${hour % 12 || 12}:${time.slice(3)} ${hour < 12 ? 'am' : 'pm'}`
}

/** "tomorrow at 09:00", "Fri 27 Nov"; names the zone where it is not the user's. */
export function dueText(due: WallTime, timeZone: string, present: Present): string {
  const zone = timeZone === present.settings.timeZone ? '' : ` (${timeZone})`
  if (due.time === null) return dayText(due.date, present) + zone
  return `${dayText(due.date, present)} at ${timeText(due.time, present)}${zone}`
}

/** "today at 17:00", in the user's own zone. */
export function instantText(at: Instant, present: Present): string {
  const { timeZone } = present.settings
  return dueText(toWallTime(at, timeZone), timeZone, present)
}
