import type { ReminderInput } from '../reminder.ts'
import { endOfDay, resolveWallTime } from './resolve.ts'
import type { Instant, WallTime } from './wall-time.ts'

/** When reminders of an all-day task count from. */
const allDayReminderTime = '09:00'

/** When a task becomes overdue: its due time, or the last millisecond of an all-day one's day. */
export function dueInstant(due: WallTime, timeZone: string): Instant {
  return due.time === null ? endOfDay(due.date, timeZone) : resolveWallTime(`${due.date}T${due.time}`, timeZone).instant
}

/** What relative reminders count back from: the due time, or 09:00 of an all-day one's day. */
export function reminderBase(due: WallTime, timeZone: string): Instant {
  return resolveWallTime(`${due.date}T${due.time ?? allDayReminderTime}`, timeZone).instant
}

/** When a reminder fires; null for a relative one of a task without a due date. */
export function reminderFireAt(reminder: ReminderInput, due: WallTime | null, timeZone: string): Instant | null {
  if (reminder.kind === 'absolute') return new Date(reminder.at).toISOString()
  if (due === null) return null
  return new Date(Date.parse(reminderBase(due, timeZone)) - reminder.minutesBefore * 60_000).toISOString()
}
