import type { Recurrence } from '../../domain/recurrence/recurrence.ts'
import { dueOfOccurrence } from '../../domain/recurrence/series.ts'
import type { Instant } from '../../domain/time/wall-time.ts'
import type { Operation, When } from '../database/task-calls.ts'
import type { TaskRow } from '../database/task-rows.ts'
import { dueColumns } from './due-columns.ts'
import { newReminders, relativeInput } from './reminder-rows.ts'
import { rollAtOf } from './series-columns.ts'
import { nextContent } from './series-content.ts'

/** An occurrence of a row's series; reminders of it that fire at or before `asOf` count as missed. */
export type NextOccurrence = {
  row: TaskRow
  recurrence: Recurrence
  occurrence: string
  asOf: Instant
  newId: () => string
}

/** Moves the row itself to another occurrence of its series, with the series' own content and reminders. */
export function moveToOccurrence(next: NextOccurrence, guard: { version?: number; when?: When }): Operation {
  const { set, reminders } = occurrenceColumns(next)
  const later = next.row.reminders.filter(
    ({ kind, status, fire_at }) =>
      kind === 'absolute' && status === 'pending' && Date.parse(fire_at) > Date.parse(next.asOf),
  )
  return {
    op: 'patch',
    id: next.row.id,
    ...guard,
    event: 'task.updated',
    set: { ...set, template: null },
    reminders: [...reminders, ...later],
  }
}

/** A new task for the occurrence that follows the row's. */
export function insertSuccessor(next: NextOccurrence, when: When): Operation {
  const { set, reminders } = occurrenceColumns(next)
  return {
    op: 'insert',
    id: next.newId(),
    when,
    event: 'task.created',
    set: { ...set, series_id: next.row.series_id, predecessor_id: next.row.id },
    reminders,
  }
}

function occurrenceColumns({ row, recurrence, occurrence, asOf, newId }: NextOccurrence) {
  const { reminders: minutesBefore, ...content } = nextContent(row)
  const due = dueOfOccurrence(occurrence)
  const { timeZone } = recurrence
  return {
    set: {
      ...content,
      ...dueColumns(due, timeZone),
      recurrence,
      occurrence,
      roll_at: rollAtOf({ recurrence, occurrence, due, timeZone, minutesBefore }),
    },
    reminders: newReminders(minutesBefore.map(relativeInput), { due, timeZone, asOf, newId }),
  }
}
