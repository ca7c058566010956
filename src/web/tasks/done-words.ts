import type { BulkAction, TaskPatchInput } from '../rpc/contract.ts'
import { priorityNames } from './priority.ts'
import type { TaskAction } from './task-action.ts'

/** What the toast says once it is done. */
export function doneWords(action: TaskAction): string {
  switch (action.kind) {
    case 'create':
      return `Added ${quoted(action.task.title)}`
    case 'createMany':
      return `Added ${action.tasks.length} ${action.tasks.length === 1 ? 'task' : 'tasks'}`
    case 'update':
      return updateWords(action)
    case 'complete':
      return `Completed ${quoted(action.task.title)}`
    case 'reopen':
      return `Reopened ${quoted(action.task.title)}`
    case 'skip':
      return `Skipped this time: ${quoted(action.task.title)}`
    case 'stopSeries':
      return `${quoted(action.task.title)} no longer repeats`
    case 'delete':
      return `Deleted ${quoted(action.task.title)}`
    case 'snooze':
      return `Snoozed ${quoted(action.task.title)}`
    case 'bulk':
      return bulkWords(action.action.kind, action.ids.length)
    case 'undo':
      return 'Undone'
  }
}

const quoted = (title: string) => `“${title.length > 40 ? `${title.slice(0, 39)}…` : title}”`

function updateWords({ task, patch, scope }: Extract<TaskAction, { kind: 'update' }>): string {
  const words = patchWords(patch)
  if (task.recurrence === null || patch.recurrence !== undefined) return words
  return `${words} ${scope === 'future' ? 'from now on' : 'for this time only'}`
}

function patchWords(patch: TaskPatchInput): string {
  if (patch.recurrence !== undefined) return 'Changed how it repeats'
  if (patch.due === null) return 'Took the date away'
  if (patch.due !== undefined) return 'Moved'
  if (patch.priority !== undefined) return `Priority set to ${priorityNames[patch.priority].toLowerCase()}`
  if (patch.title !== undefined) return 'Renamed'
  if (patch.tags !== undefined) return 'Changed the tags'
  if (patch.reminders !== undefined) return 'Changed the reminders'
  return patch.notes === undefined ? 'Saved' : 'Saved the notes'
}

function bulkWords(kind: BulkAction['kind'], count: number): string {
  const verb = { complete: 'Completed', delete: 'Deleted', tag: 'Tagged' }[kind]
  return `${verb} ${count} ${count === 1 ? 'task' : 'tasks'}`
}
