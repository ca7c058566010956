import { type Day, fromDay, toDay } from './calendar.ts'

/** A calendar whose years follow the moon: its feasts lie on other days of ours each year. */
export type MoonCalendar = 'hebrew' | 'islamic-umalqura' | 'chinese'

const formats = new Map<MoonCalendar, Intl.DateTimeFormat>()
const days = new Map<string, Day | null>()
const keptDays = 1_000

function formatOf(calendar: MoonCalendar): Intl.DateTimeFormat {
  const known = formats.get(calendar)
  if (known !== undefined) return known
  // Hebrew months are numbered differently in leap years, Islamic ones are spelt differently by different browsers.
  const month = calendar === 'hebrew' ? 'long' : 'numeric'
  const made = new Intl.DateTimeFormat(`en-u-ca-${calendar}`, { month, day: 'numeric', timeZone: 'UTC' })
  formats.set(calendar, made)
  return made
}

/** Day and month as that calendar writes them: "10 Tishri", "1 9". */
function writtenOn(calendar: MoonCalendar, day: Day): string {
  const parts = formatOf(calendar).formatToParts(day * 86_400_000)
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ''
  return `${part('day')} ${part('month')}`
}

/** The first day of one of our years that the calendar writes as one of `dates`; null where that year has none. */
function search(calendar: MoonCalendar, dates: readonly string[], year: number): Day | null {
  for (let day = toDay(year, 1, 1); fromDay(day).year === year; day++) {
    if (dates.includes(writtenOn(calendar, day))) return day
  }
  return null
}

/** Finds a feast by trying the days of a year, once: some hundred days take about a millisecond. */
export const byMoon =
  (calendar: MoonCalendar, ...dates: readonly string[]) =>
  (year: number): Day | null => {
    const key = `${calendar} ${dates[0]} ${year}`
    const known = days.get(key)
    if (known !== undefined) return known
    const day = search(calendar, dates, year)
    if (days.size >= keptDays) days.clear()
    days.set(key, day)
    return day
  }
