import { addDays } from '../../domain/time/calendar.ts'
import { resolveWallTime, today, toWallTime } from '../../domain/time/resolve.ts'
import type { Instant } from '../../domain/time/wall-time.ts'
import { clockWords } from './clock-format.ts'
import { instantWords, type Reader } from './instant-words.ts'
import { quickDates } from './quick-dates.ts'

export type SnoozeChoice = { label: string; until: Instant; note: string }

/** When to be reminded again; this evening only while it is some time off. */
export function snoozeChoices(reader: Reader, weekStart: number): SnoozeChoice[] {
  const now = Date.parse(reader.now)
  const here = today(reader.now, reader.timeZone)
  const at = (date: string, time: string) => resolveWallTime(`${date}T${time}`, reader.timeZone).instant
  const after = (minutes: number) => new Date(Math.ceil((now + minutes * 60_000) / 60_000) * 60_000).toISOString()
  const nextWeek = quickDates(here, weekStart).at(-1)?.date ?? addDays(here, 7)
  const clock = (until: Instant) => clockWords(toWallTime(until, reader.timeZone).time, reader.hourCycle)
  const choices = [
    { label: 'In 15 minutes', until: after(15) },
    { label: 'In an hour', until: after(60) },
    { label: 'This evening', until: at(here, '18:00') },
    { label: 'Tomorrow morning', until: at(addDays(here, 1), '09:00') },
    { label: 'Next week', until: at(nextWeek, '09:00') },
  ]
  return choices
    .filter(({ label, until }) => label !== 'This evening' || Date.parse(until) - now > 90 * 60_000)
    .map((choice) => ({
      ...choice,
      note: choice.label === 'Next week' ? instantWords(choice.until, reader) : clock(choice.until),
    }))
}
