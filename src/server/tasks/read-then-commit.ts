import { AppError } from '../../domain/errors.ts'
import type { TaskRef } from '../../domain/task-input.ts'
import type { Operation } from '../database/task-calls.ts'
import type { TaskRow } from '../database/task-rows.ts'
import { floatLater } from '../settings/float-later.ts'
import { type ChangeResult, toChangeResult } from './change-result.ts'
import type { By, TaskDependencies } from './task-dependencies.ts'

const attempts = 5

type ReadThenCommit = {
  by: By
  kind: string
  targets: readonly TaskRef[]
  /** Leaves out targets that do not exist instead of refusing the change. */
  passOverMissing?: boolean
  /** Operations for the rows as they are now; each names the version it was planned for. */
  plan: (rows: TaskRow[]) => Promise<readonly Operation[]> | readonly Operation[]
}

/**
 * A change that has to look before it writes: two round trips. Where the caller named no version and somebody else
 * changed the task in between, it looks again.
 */
export async function readThenCommit(
  { database, settings }: Pick<TaskDependencies, 'database' | 'settings'>,
  { by: { user, mutationId }, kind, targets, passOverMissing, plan }: ReadThenCommit,
): Promise<ChangeResult> {
  const versioned = targets.some(({ version }) => version !== undefined)
  for (let attempt = 1; ; attempt += 1) {
    const ids = targets.map(({ id }) => id)
    const { prior, tasks } = await database.tasks.read({ userId: user.id, ids, mutation: { id: mutationId, kind } })
    if (prior !== null) return toChangeResult(prior)
    if (tasks.length === 0 || (tasks.length < targets.length && !passOverMissing)) throw missing()
    requireVersions(tasks, targets)
    const operations = await plan(tasks)
    try {
      const committed = await database.tasks.commit({ userId: user.id, mutationId, kind, operations })
      await floatLater({ database, settings }, { userId: user.id, cause: mutationId, rows: committed.tasks })
      return toChangeResult(committed)
    } catch (error) {
      if (!(error instanceof AppError) || attempt >= attempts) throw error
      // Another task took the occurrence, or somebody else changed the task: only the latter is the caller's concern.
      const overtaken = error.code === 'version_conflict' || error.code === 'not_found'
      if (error.code !== 'already_exists' && (versioned || !overtaken)) throw error
    }
  }
}

export const missing = (): AppError =>
  new AppError('not_found', { userMessage: 'That task does not exist (any more).' })

function requireVersions(rows: readonly TaskRow[], targets: readonly TaskRef[]): void {
  for (const row of rows) {
    const version = targets.find(({ id }) => id === row.id)?.version
    if (version !== undefined && version !== row.version) throw new AppError('version_conflict')
  }
}
