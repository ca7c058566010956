import type { InvocationRequest } from '../../domain/invocation.ts'
import { recurrenceOfNext } from '../../domain/recurrence/completion.ts'
import { nextOccurrence } from '../../domain/recurrence/occurrences.ts'
import type { Recurrence } from '../../domain/recurrence/recurrence.ts'
import type { Operation } from '../database/task-calls.ts'
import type { TaskRow } from '../database/task-rows.ts'
import { insertSuccessor, moveToOccurrence } from '../tasks/occurrence-operations.ts'
import { type SeriesRow, takenOccurrences } from '../tasks/series-rows.ts'

type Advance = InvocationRequest<'advanceSeries'>
type Planned = {
  row: TaskRow & { recurrence: Recurrence }
  series: readonly SeriesRow[]
  /** The occurrence that follows. */
  next: string
  newId: () => string
}

const longAgo = '1970-01-01T00:00:00.000Z'

/** Whether what the event told is still so. */
export function causeStands(row: TaskRow, { cause, seriesId }: Advance): boolean {
  if (row.series_id !== seriesId || row.recurrence === null) return false
  if (cause.kind === 'missed') return row.status === 'open' && row.version === cause.version
  const { completed_at } = row
  return row.status === 'done' && completed_at !== null && Date.parse(completed_at) === Date.parse(cause.completedAt)
}

/** After a completion the successor is inserted, unless the series has gone on already. */
export function afterCompleted({ row, series, next, newId }: Planned, completedAt: string): Operation[] {
  if (series.some(({ carries, occurrence }) => carries || occurrence === next)) return []
  const successor = { row, recurrence: recurrenceOfNext(row.recurrence), occurrence: next, asOf: completedAt, newId }
  return [insertSuccessor(successor, { id: row.id, status: 'done', completed_at: completedAt })]
}

/**
 * After an occurrence was missed: by policy `skip` it moves to the next itself, by `keep` it stays without repeating,
 * one missed earlier ends as skipped, and a successor is inserted. Reminders whose time came while nobody moved the
 * series on fire late.
 */
export function afterMissed({ row, series, next, newId }: Planned): Operation[] {
  const still = { status: 'open', version: row.version }
  const keeps = row.recurrence.missed === 'keep'
  const superseded = series.some(({ carries, occurrence }) => carries && (occurrence ?? '') > (row.occurrence ?? ''))
  if (superseded) return [keeps ? endRepeating(row) : skipped(row.id, still)]
  const occurrence = firstFree(row.recurrence, next, takenOccurrences(series))
  if (occurrence === null) return [keeps ? endRepeating(row) : skipped(row.id, still)]
  const following = { row, recurrence: row.recurrence, occurrence, asOf: longAgo, newId }
  if (!keeps) return [moveToOccurrence(following, { when: still })]
  const missedEarlier = series.filter(
    (other) => other.status === 'open' && !other.carries && (other.occurrence ?? '') < (row.occurrence ?? ''),
  )
  return [
    endRepeating(row),
    ...missedEarlier.map(({ id }) => skipped(id, { status: 'open' })),
    insertSuccessor(following, { id: row.id, status: 'open', version: row.version + 1 }),
  ]
}

function endRepeating({ id, version }: TaskRow): Operation {
  const set = { recurrence: null, roll_at: null, template: null }
  return { op: 'patch', id, when: { status: 'open', version }, event: 'task.updated', set }
}

function skipped(id: string, when: { status: string; version?: number }): Operation {
  return { op: 'patch', id, when, event: 'task.updated', set: { status: 'skipped', roll_at: null } }
}

function firstFree(recurrence: Recurrence, from: string, taken: ReadonlySet<string>): string | null {
  let occurrence: string | null = from
  while (occurrence !== null && taken.has(occurrence)) occurrence = nextOccurrence(recurrence, occurrence)
  return occurrence
}
