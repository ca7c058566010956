import { addDays, startOfWeek, weekdayOf } from '../../domain/time/calendar.ts'
import type { LocalDate } from '../../domain/time/wall-time.ts'
import { weekdayName } from './clock-format.ts'

export type QuickDate = { label: string; date: LocalDate; note: string }

/** The days people move tasks to most. `weekStart`: 1 Monday … 7 Sunday. */
export function quickDates(today: LocalDate, weekStart: number): QuickDate[] {
  const saturday = addDays(today, (6 - weekdayOf(today) + 7) % 7 || 7)
  const nextWeek = addDays(startOfWeek(today, weekStart), 7)
  const choices = [
    { label: 'Today', date: today },
    { label: 'Tomorrow', date: addDays(today, 1) },
    { label: 'At the weekend', date: saturday },
    { label: 'Next week', date: nextWeek },
  ]
  return choices.map((choice) => ({ ...choice, note: weekdayName(choice.date).slice(0, 3) }))
}
