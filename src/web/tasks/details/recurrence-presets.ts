import type { WeekdayCode } from '../../../domain/recurrence/rule-parts.ts'
import { daysInMonth, weekdayOf } from '../../../domain/time/calendar.ts'
import type { LocalDate } from '../../../domain/time/wall-time.ts'
import { dateWords, type Locale, weekdayName } from '../../time/clock-format.ts'

export type Preset = { label: string; rule: string }

export const weekdayCodesInOrder: readonly WeekdayCode[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

const codeOf = (date: LocalDate): WeekdayCode => weekdayCodesInOrder[weekdayOf(date) - 1] ?? 'MO'
const ordinals = ['first', 'second', 'third', 'fourth', 'last']

/** The repetitions people mean most, for a task due on `date`. */
export function recurrencePresets(date: LocalDate, locale: Locale): Preset[] {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const nth = Math.ceil(day / 7)
  const lastDay = day === daysInMonth(year, month)
  const weekday = weekdayName(date)
  const monthly = lastDay
    ? { label: 'On the last day of every month', rule: 'FREQ=MONTHLY;BYMONTHDAY=-1' }
    : { label: `On day ${day} of every month`, rule: `FREQ=MONTHLY;BYMONTHDAY=${day}` }
  return [
    { label: 'Every day', rule: 'FREQ=DAILY' },
    { label: 'Every workday', rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' },
    { label: `Every ${weekday}`, rule: `FREQ=WEEKLY;BYDAY=${codeOf(date)}` },
    { label: `Every other ${weekday}`, rule: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${codeOf(date)}` },
    monthly,
    {
      label: `On the ${ordinals[nth - 1]} ${weekday} of every month`,
      rule: `FREQ=MONTHLY;BYDAY=${nth === 5 ? -1 : nth}${codeOf(date)}`,
    },
    {
      label: `Every year on ${dateWords(date, locale, date.slice(0, 4))}`,
      rule: 'FREQ=YEARLY',
    },
  ]
}
