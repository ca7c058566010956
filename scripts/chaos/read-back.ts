import type { Notification } from '../../src/domain/notification.ts'
import type { Task } from '../../src/domain/task.ts'
import type { ApiClient } from '../product/api-client.ts'

/** Everything a user can see afterwards. */
export type Seen = { tasks: Task[]; notifications: Notification[] }

export async function readBack(api: ApiClient): Promise<Seen> {
  return { tasks: await allTasks(api), notifications: await allNotifications(api) }
}

async function allTasks(api: ApiClient): Promise<Task[]> {
  const tasks: Task[] = []
  let cursor: string | undefined
  do {
    const page = await api.tasks.list.query({
      filter: { status: ['open', 'done', 'skipped'] },
      sort: 'created',
      limit: 200,
      cursor,
    })
    tasks.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return tasks
}

async function allNotifications(api: ApiClient): Promise<Notification[]> {
  const notifications: Notification[] = []
  let cursor: string | undefined
  do {
    const page = await api.notifications.list.query({ limit: 100, cursor })
    notifications.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return notifications
}
