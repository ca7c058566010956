import { addDays } from '../../domain/time/calendar.ts'
import type { LocalDate } from '../../domain/time/wall-time.ts'
import { dateWords, type Locale, weekdayName } from './clock-format.ts'

/** Words of a day within a sentence: "Due tomorrow 09:00"; names of weekdays and months stay as they are. */
export const inSentence = (words: string): string =>
  words.replace(/^(Today|Tomorrow|Yesterday)\b/, (word) => word.toLowerCase())

/** A day as people say it, seen from `today`: Yesterday, Today, Tomorrow, a weekday of the coming six, or its date. */
export function dayWords(date: LocalDate, today: LocalDate, locale: Locale): string {
  if (date === today) return 'Today'
  if (date === addDays(today, 1)) return 'Tomorrow'
  if (date === addDays(today, -1)) return 'Yesterday'
  if (date > today && date <= addDays(today, 6)) return weekdayName(date)
  return dateWords(date, locale, today.slice(0, 4))
}
