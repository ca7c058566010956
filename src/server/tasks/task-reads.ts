import { AppError } from '../../domain/errors.ts'
import type { Task } from '../../domain/task.ts'
import type { TaskList } from '../../domain/task-input.ts'
import type { Trend, TrendValue } from '../../domain/trend.ts'
import type { TaskCounts } from '../database/task-calls.ts'
import { toTask } from '../database/task-rows.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { dayBounds, pageFilter } from './page-filter.ts'
import type { Actor, TaskDependencies } from './task-dependencies.ts'
import { readTrend } from './trend.ts'

export type TaskReads = {
  list(user: Actor, query: TaskList): Promise<{ items: Task[]; nextCursor: string | null }>
  /** In the order asked; missing ones are left out. */
  byIds(user: Actor, ids: readonly string[]): Promise<Task[]>
  /** AppError `not_found` where there is none. */
  get(user: Actor, id: string): Promise<Task>
  counts(user: Actor): Promise<TaskCounts>
  /** Oldest first, one value for each day, week or month. */
  trend(user: Actor, trend: Trend): Promise<TrendValue[]>
}

export function createTaskReads({ database, settings, now }: TaskDependencies): TaskReads {
  const presentOf = async (user: Actor) => ({ now: now().toISOString(), settings: await settings.get(user.id) })
  const byIds = async (user: Actor, ids: readonly string[]) => {
    const { tasks } = await database.tasks.read({ userId: user.id, ids: [...new Set(ids)] })
    return tasks.map(toTask)
  }
  return {
    async list(user, { filter, sort, direction, cursor, limit }) {
      const listing = { userId: user.id, filter, sort, direction }
      const { items, next } = await database.tasks.list({
        userId: user.id,
        filter: pageFilter(filter, await presentOf(user)),
        sort,
        descending: direction === 'desc',
        after: cursor === undefined ? null : decodeCursor(cursor, listing),
        limit,
      })
      return { items: items.map(toTask), nextCursor: next === null ? null : encodeCursor(next, listing) }
    },
    byIds,
    trend: async (user, trend) =>
      readTrend(database, { userId: user.id, trend, settings: await settings.get(user.id) }),
    async get(user, id) {
      const [task] = await byIds(user, [id])
      if (task === undefined) throw new AppError('not_found', { userMessage: 'That task does not exist (any more).' })
      return task
    },
    async counts(user) {
      const { today, tomorrow, weekEnd } = dayBounds(await presentOf(user))
      return database.tasks.count({ userId: user.id, today, tomorrow, weekEnd })
    },
  }
}
