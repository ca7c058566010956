import type { Task } from '../../../domain/task.ts'
import { addDays, daysInMonth, weekdayOf } from '../../../domain/time/calendar.ts'
import { toWallTime } from '../../../domain/time/resolve.ts'
import type { LocalDate } from '../../../domain/time/wall-time.ts'

/** A month as `YYYY-MM`. */
export type Month = string

/** The days of the weeks that a month touches, each week beginning on `weekStart` (1 Monday … 7 Sunday). */
export function daysOfMonth(month: Month, weekStart: number): LocalDate[] {
  const first = `${month}-01`
  const [year = 0, number = 1] = month.split('-').map(Number)
  const before = (weekdayOf(first) - weekStart + 7) % 7
  const weeks = Math.ceil((before + daysInMonth(year, number)) / 7)
  return Array.from({ length: weeks * 7 }, (_, index) => addDays(first, index - before))
}

/** The month `by` months later. */
export function addMonths(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 + by
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** Tasks by the day on which the reader has them; all-day tasks keep their date everywhere. */
export function tasksByDay(tasks: readonly Task[], timeZone: string): Map<LocalDate, Task[]> {
  const days = new Map<LocalDate, Task[]>()
  for (const task of tasks) {
    if (task.due === null || task.dueAt === null) continue
    const date = task.due.time === null ? task.due.date : toWallTime(task.dueAt, timeZone).date
    days.set(date, [...(days.get(date) ?? []), task])
  }
  return days
}
