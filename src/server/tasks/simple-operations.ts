import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import type { TaskRef } from '../../domain/task-input.ts'
import type { Instant } from '../../domain/time/wall-time.ts'
import type { Operation } from '../database/task-calls.ts'
import type { TaskRow } from '../database/task-rows.ts'
import type { Planning } from './new-task.ts'
import { snoozeReminders } from './reminder-rows.ts'

/** Ends an open task; passed over where it has ended already. */
export function completeOperation(target: TaskRef): Operation {
  return {
    op: 'patch',
    ...target,
    when: { status: 'open' },
    event: 'task.completed',
    set: { status: 'done', completed_at: 'now', roll_at: null },
  }
}

export function deleteOperation(target: TaskRef): Operation {
  return { op: 'delete', ...target, event: 'task.deleted' }
}

/** Reminds of an open task again at `until`; its due date and series stay. */
export function snoozeTask(row: TaskRow, until: Instant, { now, newId }: Planning): Operation {
  if (row.status !== 'open')
    throw new AppError('invalid_input', { userMessage: 'Only an open task can be snoozed. Reopen it first.' })
  const ms = Date.parse(until) - Date.parse(now)
  if (ms <= 0) throw new AppError('invalid_date', { userMessage: 'That time has already passed.' })
  if (ms > limits.snoozeDays * 86_400_000)
    throw new AppError('invalid_date', { userMessage: `A task can be snoozed for at most ${limits.snoozeDays} days.` })
  return {
    op: 'patch',
    id: row.id,
    version: row.version,
    event: 'task.updated',
    set: {},
    reminders: snoozeReminders(row.reminders, new Date(until).toISOString(), newId),
  }
}
