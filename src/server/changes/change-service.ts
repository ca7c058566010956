import { limits } from '../../domain/limits.ts'
import type { Database } from '../database/client.ts'
import { type ChangeResult, toChangeResult } from '../tasks/change-result.ts'
import type { By } from '../tasks/task-dependencies.ts'

export type ChangeService = {
  /** Brings back what a change replaced. AppError `not_undoable` where it was changed since or is too long ago. */
  undo(by: By, changeId: string): Promise<ChangeResult>
  /** The same for the newest change that is neither an undo nor undone. */
  undoLatest(by: By): Promise<ChangeResult>
}

export function createChangeService({ database }: { database: Pick<Database, 'tasks'> }): ChangeService {
  const undo = async ({ user, mutationId }: By, target: string | null) =>
    toChangeResult(await database.tasks.undo({ userId: user.id, mutationId, target, hours: limits.undoHours }))
  return { undo, undoLatest: (by) => undo(by, null) }
}
