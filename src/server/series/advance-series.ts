import { AppError } from '../../domain/errors.ts'
import type { InvocationResponse } from '../../domain/invocation.ts'
import type { InvocationHandlers } from '../api/invocation-routes.ts'
import type { Database } from '../database/client.ts'
import { derivedUuid } from '../database/derived-uuid.ts'
import type { CommitResult, Operation } from '../database/task-calls.ts'
import type { TaskRow } from '../database/task-rows.ts'
import { floatLater } from '../settings/float-later.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { readSeries } from '../tasks/series-rows.ts'
import { afterCompleted, afterMissed, causeStands } from './advance-operations.ts'

type Dependencies = {
  database: Pick<Database, 'tasks' | 'withUser' | 'commits'>
  settings: Pick<SettingsStore, 'get'>
  newId: () => string
}
type Outcome = InvocationResponse<'advanceSeries'>['outcome']

const attempts = 5

/**
 * Moves a series on, once for an event and once for an occurrence, however often and however late it is asked: only
 * while the cause still stands, since the user may have undone it. It is no change of the user's, so not undoable.
 */
export function createAdvanceSeries({ database, settings, newId }: Dependencies): InvocationHandlers['advanceSeries'] {
  return async (request) => {
    const { userId, taskId, next, cause } = request
    const mutation = { id: derivedUuid(`series/${userId}/${request.eventId}`), kind: 'series.advance' }
    const plan = async (row: TaskRow): Promise<Operation[]> => {
      const { recurrence } = row
      if (recurrence === null || next === null) return []
      const planned = { row: { ...row, recurrence }, series: await readSeries(database, userId, row), next, newId }
      return cause.kind === 'completed' ? afterCompleted(planned, cause.completedAt) : afterMissed(planned)
    }
    for (let attempt = 1; ; attempt += 1) {
      const { prior, tasks } = await database.tasks.read({ userId, ids: [taskId], mutation })
      if (prior !== null) return { outcome: outcomeOf(prior, taskId) }
      const [row] = tasks
      if (row === undefined || !causeStands(row, request)) return { outcome: 'unchanged' }
      const operations = await plan(row)
      if (operations.length === 0) return { outcome: next === null ? 'ended' : 'unchanged' }
      try {
        const change = { userId, mutationId: mutation.id, kind: mutation.kind, operations, undoable: false }
        const committed = await database.tasks.commit(change)
        await floatLater({ database, settings }, { userId, cause: mutation.id, rows: committed.tasks })
        return { outcome: outcomeOf(committed, taskId) }
      } catch (error) {
        // The occurrence was taken in between: look again for one that is free.
        if (!(error instanceof AppError) || error.code !== 'already_exists' || attempt >= attempts) throw error
      }
    }
  }
}

function outcomeOf({ tasks }: CommitResult, taskId: string): Outcome {
  if (tasks.some(({ predecessor_id }) => predecessor_id === taskId)) return 'created'
  const own = tasks.find(({ id }) => id === taskId)
  if (own === undefined) return 'unchanged'
  if (own.status === 'skipped') return 'ended'
  return own.recurrence === null ? 'unchanged' : 'moved'
}
