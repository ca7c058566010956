import type { ImportItem, ImportSource } from '../../domain/import/import-item.ts'
import type { Recurrence } from '../../domain/recurrence/recurrence.ts'
import { normalizeRule } from '../../domain/recurrence/rule.ts'
import { derivedUuid } from '../database/derived-uuid.ts'
import type { Operation } from '../database/task-calls.ts'
import { type NewTaskPlanning, newTask, zoneOf } from '../tasks/new-task.ts'
import { relativeMinutes } from '../tasks/reminder-rows.ts'
import { rollAtOf } from '../tasks/series-columns.ts'

type Import = NewTaskPlanning & { userId: string; source: ImportSource }
type Insert = Extract<Operation, { op: 'insert' }>

/** The operation that makes an imported task. AppErrors where its parts do not fit each other. */
export function importOperation(item: ImportItem, { userId, source, ...planning }: Import): Insert {
  const { title, notes, priority, tags, due, timeZone, status, series, createdAt, completedAt } = item
  const recurrence = series === null && status === 'open' ? item.recurrence : null
  const asked = { title, notes, priority, tags, due, timeZone, recurrence, reminders: item.reminders }
  // Of a task without a date only reminders at a fixed time make sense.
  const made = newTask(
    due === null ? { ...asked, reminders: item.reminders.filter(({ kind }) => kind === 'absolute') } : asked,
    planning,
  )
  const ended = status !== 'open'
  return {
    ...made,
    set: {
      ...made.set,
      ...(series !== null && item.recurrence !== null && due !== null
        ? seriesColumns({ ...item, series, recurrence: item.recurrence, due }, made, { userId, source, ...planning })
        : {}),
      ...(createdAt === null || createdAt > planning.now ? {} : { created_at: createdAt }),
      ...(ended ? { status, roll_at: null } : {}),
      ...(status === 'done' ? { completed_at: completedAt ?? createdAt ?? planning.now } : {}),
    },
    ...(ended && made.reminders !== undefined
      ? { reminders: made.reminders.map((row) => ({ ...row, status: 'cancelled' as const })) }
      : {}),
  }
}

type InSeries = ImportItem & {
  series: NonNullable<ImportItem['series']>
  recurrence: NonNullable<ImportItem['recurrence']>
  due: NonNullable<ImportItem['due']>
}

/** The place in its series that a task had where it comes from; the series is this user's own. */
function seriesColumns({ series, recurrence: input, due, timeZone }: InSeries, made: Insert, context: Import) {
  const { occurrence, start } = series
  const recurrence: Recurrence = {
    rule: normalizeRule(input.rule),
    basis: input.basis ?? 'schedule',
    missed: input.missed ?? 'skip',
    start,
    timeZone: zoneOf(start, series.timeZone, context.timeZone),
  }
  const minutesBefore = relativeMinutes(made.reminders ?? [])
  const zone = zoneOf(due, timeZone, context.timeZone)
  return {
    recurrence,
    series_id: derivedUuid(`import/${context.userId}/${context.source}/${series.key}`),
    occurrence,
    roll_at: rollAtOf({ recurrence, occurrence, due, timeZone: zone, minutesBefore }),
  }
}
