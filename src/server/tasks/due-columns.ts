import { dueInstant } from '../../domain/time/due.ts'
import type { WallTime } from '../../domain/time/wall-time.ts'
import type { TaskColumns, TaskRow } from '../database/task-rows.ts'

export function dueColumns(
  due: WallTime | null,
  timeZone: string,
): Pick<TaskColumns, 'due_date' | 'due_time' | 'due_at' | 'time_zone'> {
  return {
    due_date: due?.date ?? null,
    due_time: due?.time ?? null,
    due_at: due === null ? null : dueInstant(due, timeZone),
    time_zone: timeZone,
  }
}

export function dueOf(row: Pick<TaskRow, 'due_date' | 'due_time'>): WallTime | null {
  return row.due_date === null ? null : { date: row.due_date, time: row.due_time }
}
