import { AppError } from '../../domain/errors.ts'
import type { Recurrence } from '../../domain/recurrence/recurrence.ts'
import { normalizeRule } from '../../domain/recurrence/rule.ts'
import { dueOfOccurrence } from '../../domain/recurrence/series.ts'
import type { EditScope, TaskPatch } from '../../domain/task-input.ts'
import { localOf } from '../../domain/time/resolve.ts'
import type { WallTime } from '../../domain/time/wall-time.ts'
import type { Operation } from '../database/task-calls.ts'
import type { TaskRow } from '../database/task-rows.ts'
import { dueColumns, dueOf } from './due-columns.ts'
import { movedSeries } from './moved-series.ts'
import { type Planning, zoneOf } from './new-task.ts'
import { moveReminders, relativeMinutes, replaceReminders } from './reminder-rows.ts'
import { rollAtOf, startSeries } from './series-columns.ts'
import { patchedContent, patchedTemplate } from './series-content.ts'

type Edit = { row: TaskRow; patch: TaskPatch; scope: EditScope }
/** Where the task stands in a series after an edit. */
type Place = {
  recurrence: Recurrence | null
  seriesId: string | null
  occurrence: string | null
  due: WallTime | null
  /** It began with this edit, from the task as it is then. */
  isNew?: boolean
}

/**
 * The operation that changes the fields of `patch`, for the row as it was read. `timeZone` is the user's own. AppErrors
 * where they do not fit.
 */
export function editTask({ row, patch, scope }: Edit, planning: Planning & { timeZone: string }): Operation {
  const timeZone = zoneAfter({ row, patch, scope }, planning.timeZone)
  const place = placeAfter({ row, patch, scope }, timeZone, planning.newId)
  const { due, recurrence, occurrence } = place
  const moved = !sameTime(due, dueOf(row)) || timeZone !== row.time_zone
  const at = { due, timeZone, asOf: planning.now, newId: planning.newId }
  const reminders = patch.reminders
    ? replaceReminders(moved ? moveReminders(row.reminders, at) : row.reminders, patch.reminders, at)
    : moved
      ? moveReminders(row.reminders, at)
      : undefined
  const template = recurrence === null || place.isNew ? null : patchedTemplate(row, patch, scope)
  const minutesBefore = template?.reminders ?? relativeMinutes(reminders ?? row.reminders)
  return {
    op: 'patch',
    id: row.id,
    version: row.version,
    event: 'task.updated',
    set: {
      ...patchedContent(patch),
      ...dueColumns(due, timeZone),
      recurrence,
      series_id: place.seriesId,
      occurrence,
      template,
      roll_at: row.status === 'open' ? rollAtOf({ recurrence, occurrence, due, timeZone, minutesBefore }) : null,
    },
    ...(reminders === undefined ? {} : { reminders: reminders }),
  }
}

function zoneAfter({ row, patch }: Edit, usersZone: string): string {
  const before = dueOf(row)
  const due = patch.due === undefined ? before : patch.due
  // Until it had a date, its zone meant nothing.
  return zoneOf(due, patch.timeZone ?? (before === null ? usersZone : row.time_zone), usersZone)
}

function placeAfter({ row, patch, scope }: Edit, timeZone: string, newId: () => string): Place {
  const due = patch.due === undefined ? dueOf(row) : patch.due
  const stays: Place = { recurrence: row.recurrence, seriesId: row.series_id, occurrence: row.occurrence, due }
  if (patch.recurrence === null) return { ...stays, recurrence: null }
  if (patch.recurrence !== undefined && !repeatsAs(row.recurrence, patch.recurrence)) {
    const { recurrence, occurrence, due: first } = startSeries(patch.recurrence, due, timeZone)
    return { recurrence, seriesId: newId(), occurrence, due: first, isNew: true }
  }
  if (row.recurrence === null || row.occurrence === null) return stays
  if (due === null)
    throw new AppError('invalid_input', {
      userMessage: 'A task that repeats needs a due date. Stop the repetition first.',
    })
  const kept = { ...row.recurrence, missed: patch.recurrence?.missed ?? row.recurrence.missed }
  if (scope === 'this') return { ...stays, recurrence: kept }
  const future = { ...kept, timeZone }
  // Asked for by name, a date counts for the series, even where this occurrence stands there already by itself.
  const before = patch.due === undefined ? dueOf(row) : dueOfOccurrence(row.occurrence)
  if (sameTime(due, before)) return { ...stays, recurrence: future }
  const recurrence = movedSeries(future, row.occurrence, due)
  return { recurrence, seriesId: newId(), occurrence: localOf(recurrence.start), due }
}

/** Whether the task repeats by that rule already, so that saving a form unchanged begins no new series. */
function repeatsAs(recurrence: Recurrence | null, asked: NonNullable<TaskPatch['recurrence']>): boolean {
  return (
    recurrence !== null &&
    normalizeRule(recurrence.rule) === normalizeRule(asked.rule) &&
    recurrence.basis === (asked.basis ?? 'schedule')
  )
}

const sameTime = (a: WallTime | null, b: WallTime | null): boolean => a?.date === b?.date && a?.time === b?.time

/** The operation that lets the series end with this occurrence. */
export function stopSeries(row: TaskRow): Operation {
  if (row.recurrence === null) throw new AppError('not_recurring')
  return {
    op: 'patch',
    id: row.id,
    version: row.version,
    event: 'task.updated',
    set: { recurrence: null, roll_at: null, template: null },
  }
}
