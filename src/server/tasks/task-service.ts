import { createTaskChanges, type TaskChanges } from './task-changes.ts'
import type { TaskDependencies } from './task-dependencies.ts'
import { createTaskReads, type TaskReads } from './task-reads.ts'

/** Everything about tasks; the chat and the API call the same functions. */
export type TaskService = TaskReads & TaskChanges

export function createTaskService(dependencies: TaskDependencies): TaskService {
  return { ...createTaskReads(dependencies), ...createTaskChanges(dependencies) }
}
