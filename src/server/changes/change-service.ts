import { limits } from '../../domain/limits.ts'
import type { Database } from '../database/client.ts'
import { floatLater } from '../settings/float-later.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { type ChangeResult, toChangeResult } from '../tasks/change-result.ts'
import type { By } from '../tasks/task-dependencies.ts'

export type ChangeService = {
  /** Brings back what a change replaced. AppError `not_undoable` where it was changed since or is too long ago. */
  undo(by: By, changeId: string): Promise<ChangeResult>
  /** The same for the newest change that is neither an undo nor undone. */
  undoLatest(by: By): Promise<ChangeResult>
}

type Dependencies = {
  database: Pick<Database, 'tasks' | 'withUser' | 'commits'>
  settings: Pick<SettingsStore, 'get'>
}

export function createChangeService(dependencies: Dependencies): ChangeService {
  const undo = async ({ user, mutationId }: By, target: string | null) => {
    const change = { userId: user.id, mutationId, target, hours: limits.undoHours }
    const undone = await dependencies.database.tasks.undo(change)
    await floatLater(dependencies, { userId: user.id, cause: mutationId, rows: undone.tasks })
    return toChangeResult(undone)
  }
  return { undo, undoLatest: (by) => undo(by, null) }
}
