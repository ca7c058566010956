import type { Task } from '../../domain/task.ts'
import type { CommitResult } from '../database/task-calls.ts'
import { toTask } from '../database/task-rows.ts'

/** What a change did. `changeId` undoes it; `seq` is its number among the user's changes; `replayed`: it was done before. */
export type ChangeResult = { changeId: string; seq: number; tasks: Task[]; deleted: string[]; replayed?: boolean }

export function toChangeResult({ changeId, seq, tasks, deleted, replayed }: CommitResult): ChangeResult {
  return { changeId, seq, tasks: tasks.map(toTask), deleted, ...(replayed ? { replayed } : {}) }
}
