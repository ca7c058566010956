import { addMonths, type Day, daysInMonth, fromDay, toDay, weekdayOf } from './calendar.ts'
import type { Repeat } from './piece.ts'

/** No rule of this grammar waits longer for its first date: 29 February around a year that is no leap year. */
const longestWait = 8 * 366 + 1

/** The first day on or after `from` that a series falls on; null where there is none. */
export function firstDate(repeat: Repeat, from: Day): Day | null {
  const { weekdays, monthDays, months, positions } = repeat
  const anchored = weekdays.length > 0 || monthDays.length > 0 || months.length > 0
  if (!anchored) return from
  for (let day = from; day < from + longestWait; day++) {
    const date = fromDay(day)
    if (months.length > 0 && !months.includes(date.month)) {
      day = toDay(date.year, date.month + 1, 1) - 1
      continue
    }
    if (monthDays.length > 0) {
      const last = daysInMonth(date.year, date.month)
      if (monthDays.some((wanted) => (wanted > 0 ? wanted : last + 1 + wanted) === date.day)) return day
    } else if (weekdays.length === 0 || (weekdays.includes(weekdayOf(day)) && atPosition(repeat, day, positions)))
      return day
  }
  return null
}

/** Whether a day is one of the wanted ones of its month: "2nd Tuesday", "last workday". */
function atPosition({ pooled, weekdays }: Repeat, day: Day, positions: readonly number[]): boolean {
  if (positions.length === 0) return true
  const date = fromDay(day)
  const first = day - date.day + 1
  const last = addMonths(first, 1) - 1
  if (!pooled) {
    const forward = Math.ceil(date.day / 7)
    const backward = -Math.ceil((last - day + 1) / 7)
    return positions.includes(forward) || positions.includes(backward)
  }
  const count = (begin: Day, end: Day) => {
    let total = 0
    for (let each = begin; each <= end; each++) if (weekdays.includes(weekdayOf(each))) total++
    return total
  }
  return positions.includes(count(first, day)) || positions.includes(-count(day, last))
}
