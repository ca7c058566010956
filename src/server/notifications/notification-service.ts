import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import type { Notification } from '../../domain/notification.ts'
import { mutationIdSchema } from '../../domain/task-input.ts'
import { instantSchema } from '../../domain/time/wall-time.ts'
import { changeAsUser } from '../database/change-as-user.ts'
import type { Database } from '../database/client.ts'
import { derivedUuid } from '../database/derived-uuid.ts'
import type { ChangeResult } from '../tasks/change-result.ts'
import type { TaskChanges } from '../tasks/task-changes.ts'
import type { Actor, By } from '../tasks/task-dependencies.ts'
import {
  countUnread,
  listNotifications,
  type NotificationList,
  type NotificationPage,
  toNotification,
} from './notification-list.ts'

export const markReadSchema = z.strictObject({
  mutationId: mutationIdSchema,
  ids: z.union([z.literal('all'), z.array(z.uuid()).max(limits.pageSize)]),
})

export const actSchema = z.strictObject({
  id: z.uuid(),
  taskId: z.uuid(),
  action: z.enum(['done', 'snooze', 'skip']),
  until: instantSchema.optional(),
})
export type Act = z.infer<typeof actSchema>

export type NotificationService = {
  list(user: Actor, query: NotificationList): Promise<NotificationPage>
  markRead(by: By, ids: 'all' | readonly string[]): Promise<{ unread: number }>
  /** Does to a task what the user answered to its notification, which counts as read then. */
  act(by: By, act: Act): Promise<ChangeResult>
}

type Dependencies = { database: Database; tasks: Pick<TaskChanges, 'complete' | 'skip' | 'snooze'>; now: () => Date }

const acted = { done: 'done', snooze: 'snoozed', skip: 'skipped' } as const satisfies Record<
  Act['action'],
  NonNullable<Notification['acted']>
>

export function createNotificationService({ database, tasks, now }: Dependencies): NotificationService {
  const changeTask = (by: By, { taskId, action, until }: Act) => {
    const target = { id: taskId }
    if (action === 'done') return tasks.complete(by, target)
    if (action === 'skip') return tasks.skip(by, target)
    if (until === undefined) throw new AppError('invalid_input', { userMessage: 'Say until when to snooze.' })
    return tasks.snooze(by, { target, until })
  }
  return {
    list: (user, query) => listNotifications(database, user.id, query),
    markRead: ({ user, mutationId }, ids) =>
      changeAsUser(database, { userId: user.id, mutationId, kind: 'notification.read' }, async (tx, emit) => {
        const where = { userId: user.id, readAt: null, ...(ids === 'all' ? {} : { id: { in: [...ids] } }) }
        const { count } = await tx.notification.updateMany({ where, data: { readAt: now() } })
        if (count > 0) await emit('notification.changed', {})
        return { unread: await countUnread(tx, user.id) }
      }),
    async act(by, act) {
      const userId = by.user.id
      const row = await database.withUser(userId, (tx) => tx.notification.findFirst({ where: { id: act.id, userId } }))
      if (row === null || !toNotification(row).tasks.some(({ taskId }) => taskId === act.taskId))
        throw new AppError('not_found')
      // The task first: if this stops in between, the caller's repeat finds it done and goes on.
      const result = await changeTask(by, act)
      const mark = { userId, mutationId: derivedUuid(`act/${by.mutationId}`), kind: 'notification.act' }
      await changeAsUser(database, mark, async (tx, emit) => {
        const data = { acted: acted[act.action], readAt: row.readAt ?? now() }
        const { count } = await tx.notification.updateMany({ where: { id: act.id, userId }, data })
        if (count > 0) await emit('notification.changed', {})
        return {}
      })
      return result
    },
  }
}
