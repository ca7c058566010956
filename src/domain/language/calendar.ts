/** A calendar day as the number of days since 1970-01-01: adding and comparing are integer arithmetic. */
export type Day = number
export type CalendarDate = { year: number; month: number; day: number }

const millisecondsPerDay = 86_400_000
const pad = (value: number, width: number) => String(value).padStart(width, '0')

/** Day of a date that exists; out-of-range months and days roll over as in `Date.UTC`. */
export const toDay = (year: number, month: number, day: number): Day =>
  Math.round(Date.UTC(year, month - 1, day) / millisecondsPerDay)

export function fromDay(day: Day): CalendarDate {
  const date = new Date(day * millisecondsPerDay)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** `YYYY-MM-DD`. */
export function isoDay(day: Day): string {
  const date = fromDay(day)
  return `${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`
}

export const parseIsoDay = (iso: string): Day =>
  toDay(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10)))

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1

export const daysInMonth = (year: number, month: number): number => fromDay(toDay(year, month + 1, 0)).day

export const dateExists = (year: number, month: number, day: number): boolean =>
  year >= 1900 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)

/** The same day of another month; the last day where that month is shorter. */
export function addMonths(day: Day, months: number): Day {
  const date = fromDay(day)
  const index = date.year * 12 + date.month - 1 + months
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  return toDay(year, month, Math.min(date.day, daysInMonth(year, month)))
}

export const startOfMonth = (day: Day): Day => day - fromDay(day).day + 1
export const endOfMonth = (day: Day): Day => addMonths(startOfMonth(day), 1) - 1
export const startOfWeek = (day: Day, weekStart: number): Day => day - ((weekdayOf(day) - weekStart + 7) % 7)
/** First `weekday` on or after `day`. */
export const onOrAfter = (day: Day, weekday: number): Day => day + ((weekday - weekdayOf(day) + 7) % 7)

/** `HH:MM` of minutes since midnight. */
export const clockTime = (minutes: number): string => `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`

/** Easter Sunday of the Gregorian calendar (anonymous algorithm). */
export function easter(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  return toDay(year, month, ((h + l - 7 * m + 114) % 31) + 1)
}

/** Easter Sunday of the Orthodox churches: reckoned by the Julian calendar, as a day of ours (1900 to 2099). */
export function orthodoxEaster(year: number): Day {
  const d = (19 * (year % 19) + 15) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
  const month = Math.floor((d + e + 114) / 31)
  return toDay(year, month, ((d + e + 114) % 31) + 1) + 13
}
