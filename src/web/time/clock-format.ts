import type { Settings } from '../../domain/settings.ts'
import { weekdayOf } from '../../domain/time/calendar.ts'
import type { LocalDate, LocalTime } from '../../domain/time/wall-time.ts'

export type HourCycle = Settings['hourCycle']
export type Locale = Settings['locale']

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export const weekdayName = (date: LocalDate): string => weekdays[weekdayOf(date) - 1] ?? ''
/** 1 Monday … 7 Sunday. */
export const weekdayNameOf = (weekday: number): string => weekdays[weekday - 1] ?? ''

/** `21:30`, or `9:30 pm` on twelve-hour clocks. */
export function clockWords(time: LocalTime, hourCycle: HourCycle): string {
  if (hourCycle === 'h23') return time
  const hours = Number(time.slice(0, 2))
  return `${hours % 12 || 12}:${time.slice(3)} ${hours < 12 ? 'am' : 'pm'}`
}

/** `23 Nov`, or `Nov 23` in America; with the year where it is not `thisYear` (`YYYY`). */
export function dateWords(date: LocalDate, locale: Locale, thisYear = ''): string {
  const [year = '', month = '', day = ''] = date.split('-')
  const name = months[Number(month) - 1] ?? ''
  if (locale === 'en-US') return `${name} ${Number(day)}${year === thisYear ? '' : `, ${year}`}`
  return `${Number(day)} ${name}${year === thisYear ? '' : ` ${year}`}`
}

/** `Nov 2026`, of a date or a month. */
export const monthWords = (month: string): string =>
  `${months[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`

/** `Monday, 23 Nov 2026`. */
export const longDateWords = (date: LocalDate, locale: Locale): string =>
  `${weekdayName(date)}, ${dateWords(date, locale)}`
