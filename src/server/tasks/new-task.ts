import { priorities } from '../../domain/task.ts'
import type { TaskCreate } from '../../domain/task-input.ts'
import type { Instant, WallTime } from '../../domain/time/wall-time.ts'
import type { Operation } from '../database/task-calls.ts'
import { dueColumns } from './due-columns.ts'
import { newReminders, relativeMinutes } from './reminder-rows.ts'
import { rollAtOf, startSeries } from './series-columns.ts'

/** What planning a change depends on: the present and new ids. */
export type Planning = { now: Instant; newId: () => string }

/** The zone a due date is kept in: a whole day floats with its user, a time of day stays where it was meant. */
export function zoneOf(due: WallTime | null, named: string, usersZone: string): string {
  return due !== null && due.time === null ? usersZone : named
}

/** `timeZone` is the user's own. */
export type NewTaskPlanning = Planning & { timeZone: string }

/** The operation that makes a task; one that names no zone is in the user's. */
export function newTask(
  input: TaskCreate,
  { now, newId, timeZone: usersZone }: NewTaskPlanning,
): Extract<Operation, { op: 'insert' }> {
  const timeZone = zoneOf(input.due ?? null, input.timeZone ?? usersZone, usersZone)
  const series = input.recurrence ? startSeries(input.recurrence, input.due ?? null, timeZone) : null
  const due = series?.due ?? input.due ?? null
  const reminders = newReminders(input.reminders ?? [], { due, timeZone, asOf: now, newId })
  const recurrence = series?.recurrence ?? null
  const occurrence = series?.occurrence ?? null
  return {
    op: 'insert',
    id: input.id ?? newId(),
    event: 'task.created',
    set: {
      title: input.title,
      notes: input.notes ?? '',
      priority: priorities.indexOf(input.priority ?? 'none'),
      tags: input.tags ?? [],
      ...dueColumns(due, timeZone),
      recurrence,
      series_id: series === null ? null : newId(),
      occurrence,
      roll_at: rollAtOf({ recurrence, occurrence, due, timeZone, minutesBefore: relativeMinutes(reminders) }),
    },
    reminders,
  }
}
