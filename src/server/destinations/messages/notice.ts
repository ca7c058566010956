import type { Settings } from '../../../domain/settings.ts'
import { today, toWallTime } from '../../../domain/time/resolve.ts'

/** What there is to say: tasks that are due, or a test. */
export type Notice = {
  /** `test` and `confirm` are asked for; the others come by themselves. */
  kind: 'reminder' | 'morning' | 'test'
  tasks: NoticeTask[]
  /** The one notification that it is about; null where several were gathered. */
  notificationId: string | null
}
export type NoticeTask = { taskId: string; title: string; dueAt: string | null }

/** Whose clock the words are for. */
export type Reader = Pick<Settings, 'timeZone' | 'hourCycle' | 'locale'> & { now: string }

/** The heading of a notice, such as “3 reminders”. */
export function headingOf({ kind, tasks }: Notice): string {
  if (kind === 'test') return 'This is a test'
  if (kind === 'morning') return tasks.length === 1 ? 'Today: one task' : `Today: ${tasks.length} tasks`
  return tasks.length === 1 ? 'Reminder' : `${tasks.length} reminders`
}

/** When a task is due, such as “today at 09:00”; empty for one without. */
export function dueWords(dueAt: string | null, { timeZone, hourCycle, locale, now }: Reader): string {
  if (dueAt === null) return ''
  const { date, time } = toWallTime(dueAt, timeZone)
  const day =
    date === today(now, timeZone)
      ? 'today'
      : new Intl.DateTimeFormat(locale, dayForm).format(new Date(`${date}T00:00Z`))
  // All-day tasks are due at the day's last minute.
  if (time === '23:59') return day
  return `${day} at ${hourCycle === 'h23' ? time : twelveHours(time)}`
}

const dayForm = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const

function twelveHours(time: string): string {
  const hour = Number(time.slice(0, 2))
  return `${hour % 12 === 0 ? 12 : hour % 12}${time.slice(2)} ${hour < 12 ? 'am' : 'pm'}`
}
