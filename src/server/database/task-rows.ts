import type { Recurrence } from '../../domain/recurrence/recurrence.ts'
import type { Reminder } from '../../domain/reminder.ts'
import { priorities, type Task, type TaskStatus } from '../../domain/task.ts'
import type { Instant } from '../../domain/time/wall-time.ts'

export type ReminderRow = {
  id: string
  kind: Reminder['kind']
  minutes_before: number | null
  fire_at: Instant
  status: Reminder['status']
  claimed_at?: Instant | null
}

/** What a successor gets where an occurrence was edited for itself alone. */
export type SeriesTemplate = {
  title: string
  notes: string
  priority: number
  tags: string[]
  /** Minutes before the due time. */
  reminders: number[]
}

/** The columns of a task that a change may set. Timestamps may be 'now', the database's clock. */
export type TaskColumns = {
  title: string
  notes: string
  priority: number
  tags: string[]
  status: TaskStatus
  due_date: string | null
  due_time: string | null
  time_zone: string
  due_at: Instant | null
  recurrence: Recurrence | null
  series_id: string | null
  occurrence: string | null
  predecessor_id: string | null
  template: SeriesTemplate | null
  roll_at: Instant | null
  completed_at: Instant | 'now' | null
}

/** A task as the database's functions return it. */
export type TaskRow = Omit<TaskColumns, 'completed_at'> & {
  id: string
  version: number
  created_at: Instant
  updated_at: Instant
  completed_at: Instant | null
  reminders: ReminderRow[]
}

const toSeconds = 'YYYY-MM-DDThh:mm:ss'.length

// A session in UTC writes nearly what is wanted; a Date for each would be a tenth of the cost of a list.
function instant(at: string): Instant {
  if (at.charAt(10) !== 'T' || !at.endsWith('+00:00')) return new Date(at).toISOString()
  const fraction = at.slice(toSeconds + 1, -6)
  return `${at.slice(0, toSeconds)}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
}
const instantOrNull = (at: string | null): Instant | null => (at === null ? null : instant(at))

/** The row as the API shows it. */
export function toTask(row: TaskRow): Task {
  return {
    id: row.id,
    title: row.title,
    notes: row.notes,
    priority: priorities[row.priority] ?? 'none',
    tags: row.tags,
    status: row.status,
    due: row.due_date === null ? null : { date: row.due_date, time: row.due_time },
    timeZone: row.time_zone,
    dueAt: instantOrNull(row.due_at),
    recurrence: row.recurrence,
    seriesId: row.series_id,
    occurrence: row.occurrence,
    reminders: row.reminders.map(toReminder),
    version: row.version,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    completedAt: instantOrNull(row.completed_at),
  }
}

function toReminder(row: ReminderRow): Reminder {
  return {
    id: row.id,
    kind: row.kind,
    minutesBefore: row.minutes_before,
    fireAt: instant(row.fire_at),
    status: row.status,
  }
}
