import { AppError } from '../../domain/errors.ts'
import { recurrenceOfNext } from '../../domain/recurrence/completion.ts'
import { nextOccurrence } from '../../domain/recurrence/occurrences.ts'
import { nextAfterCompletion, occurrenceAt } from '../../domain/recurrence/series.ts'
import type { Instant } from '../../domain/time/wall-time.ts'
import type { Operation } from '../database/task-calls.ts'
import type { TaskRow } from '../database/task-rows.ts'
import type { Planning } from './new-task.ts'
import { moveToOccurrence } from './occurrence-operations.ts'

/**
 * The operation that passes over this occurrence: the task moves to the next one not taken by another task, and ends
 * as skipped where none follows.
 */
export function skipOccurrence(row: TaskRow, taken: ReadonlySet<string>, { now, newId }: Planning): Operation {
  const { recurrence } = row
  if (recurrence === null || row.occurrence === null) throw new AppError('not_recurring')
  let occurrence = following(row, now)
  while (occurrence !== null && taken.has(occurrence)) occurrence = nextOccurrence(recurrence, occurrence)
  if (occurrence === null)
    return {
      op: 'patch',
      id: row.id,
      version: row.version,
      event: 'task.updated',
      set: { status: 'skipped', roll_at: null },
    }
  const next = { row, recurrence: recurrenceOfNext(recurrence), occurrence, asOf: now, newId }
  return moveToOccurrence(next, { version: row.version })
}

/** The next occurrence, or a later one that has come up already. */
function following({ recurrence, occurrence }: TaskRow, now: Instant): string | null {
  if (recurrence === null || occurrence === null) return null
  if (recurrence.basis === 'completion') return nextAfterCompletion({ recurrence, occurrence, completedAt: now })
  const next = nextOccurrence(recurrence, occurrence)
  const current = occurrenceAt({ recurrence, occurrence, now })
  return next !== null && current !== null && current > next ? current : next
}
