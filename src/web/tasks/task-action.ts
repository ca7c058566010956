import type { Task } from '../../domain/task.ts'
import type { EditScope } from '../../domain/task-input.ts'
import type { Instant } from '../../domain/time/wall-time.ts'
import type { BulkAction, TaskCreateInput, TaskPatchInput } from '../rpc/contract.ts'

/** Something a user does to tasks they see. */
export type TaskAction =
  | { kind: 'create'; task: TaskCreateInput }
  | { kind: 'createMany'; tasks: TaskCreateInput[] }
  | { kind: 'update'; task: Task; patch: TaskPatchInput; scope?: EditScope }
  | { kind: 'complete' | 'reopen' | 'skip' | 'stopSeries' | 'delete'; task: Task }
  | { kind: 'snooze'; task: Task; until: Instant }
  | { kind: 'bulk'; ids: string[]; action: BulkAction }
  | { kind: 'undo'; changeId: string }

/** What a task will look like, as far as that is known before the server has answered; null: it will be gone. */
export function expectedOutcome(action: TaskAction, task: Task, now: Instant): Task | null {
  switch (action.kind) {
    case 'update': {
      const { recurrence: _, reminders: __, ...shown } = action.patch
      return { ...task, ...shown }
    }
    case 'complete':
      return { ...task, status: 'done', completedAt: now }
    case 'reopen':
      return { ...task, status: 'open', completedAt: null }
    case 'skip':
      return { ...task, status: 'skipped' }
    case 'delete':
      return null
    case 'bulk':
      return expectedOfBulk(action.action, task, now)
    default:
      return task
  }
}

function expectedOfBulk(action: BulkAction, task: Task, now: Instant): Task | null {
  if (action.kind === 'delete') return null
  if (action.kind === 'complete') return { ...task, status: 'done', completedAt: now }
  const removed = new Set(action.remove)
  const tags = new Set([...task.tags, ...(action.add ?? [])].filter((tag) => !removed.has(tag)))
  return { ...task, tags: [...tags].sort() }
}

/** The ids an action is about; empty where that is not known. */
export function idsOfAction(action: TaskAction): string[] {
  if (action.kind === 'bulk') return action.ids
  return 'task' in action && 'id' in action.task && action.task.id !== undefined ? [action.task.id] : []
}

/**
 * The same change for this and the occurrences to come; null where there is no such question. `task`: as the change
 * left it. What was sent for one occurrence only can be repeated for all.
 */
export function forAllToCome(action: TaskAction, task: Task): TaskAction | null {
  if (action.kind !== 'update' || action.scope === 'future' || task.recurrence === null) return null
  // A series that this very change began or ended has no other scope.
  if (action.patch.recurrence !== undefined) return null
  return { ...action, task, scope: 'future' }
}
