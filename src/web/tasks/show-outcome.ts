import type { Task } from '../../domain/task.ts'
import { expectedOutcome, idsOfAction, type TaskAction } from './task-action.ts'
import { editCachedTasks, renewLists, type TaskCache } from './task-cache.ts'

/** Shows what an action will lead to before it is sent; returns the tasks as they were, by their ids. */
export function showOutcome(action: TaskAction, target: TaskCache): Map<string, Task> {
  const ids = new Set(idsOfAction(action))
  const before = new Map<string, Task>()
  if (ids.size === 0) return before
  // A fetch under way would bring back the old state for a moment.
  void target.cache.cancelQueries(target.queries.tasks.list.pathFilter())
  const now = new Date().toISOString()
  editCachedTasks(target, (task) => {
    if (!ids.has(task.id)) return task
    before.set(task.id, task)
    return expectedOutcome(action, task, now)
  })
  return before
}

/** Shows tasks as they were, and fetches them anew. */
export function takeBack(before: Map<string, Task>, target: TaskCache): void {
  const { cache, queries } = target
  editCachedTasks(target, (task) => before.get(task.id) ?? task)
  void cache.invalidateQueries(queries.tasks.byIds.pathFilter())
  void cache.invalidateQueries(queries.tasks.get.pathFilter())
  renewLists(target)
}
