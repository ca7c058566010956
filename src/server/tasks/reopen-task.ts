import type { Instant } from '../../domain/time/wall-time.ts'
import type { Operation } from '../database/task-calls.ts'
import type { TaskRow } from '../database/task-rows.ts'
import { dueOf } from './due-columns.ts'
import { relativeMinutes, reviveReminders } from './reminder-rows.ts'
import { rollAtOf } from './series-columns.ts'
import type { SeriesRow } from './series-rows.ts'

/**
 * The operations that open a task again. A successor nobody has touched goes; where the series went on otherwise, it
 * goes on from there and this occurrence no longer repeats.
 */
export function reopenTask(row: TaskRow, series: readonly SeriesRow[], now: Instant): Operation[] {
  if (row.status === 'open') return []
  const carriers = series.filter(({ carries }) => carries)
  const untouched = carriers.filter(({ predecessorId, version }) => predecessorId === row.id && version === 1)
  const recurrence = carriers.length > untouched.length ? null : row.recurrence
  const reminders = reviveReminders(row.reminders, now)
  const roll_at = rollAtOf({
    recurrence,
    occurrence: row.occurrence,
    due: dueOf(row),
    timeZone: row.time_zone,
    minutesBefore: row.template?.reminders ?? relativeMinutes(reminders),
  })
  return [
    {
      op: 'patch',
      id: row.id,
      version: row.version,
      event: 'task.reopened',
      set: { status: 'open', completed_at: null, recurrence, roll_at },
      reminders,
    },
    ...untouched.map(({ id, version }): Operation => ({ op: 'delete', id, version, event: 'task.deleted' })),
  ]
}
