import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import { type Notification, notificationSchema } from '../../domain/notification.ts'
import type { Database } from '../database/client.ts'
import type { Transaction } from '../database/prisma.ts'

export const notificationListSchema = z.strictObject({
  cursor: z.string().max(200).optional(),
  unreadOnly: z.boolean().default(false),
  limit: z.int().min(1).max(limits.pageSize).default(30),
})
export type NotificationList = z.infer<typeof notificationListSchema>
export type NotificationPage = { items: Notification[]; unread: number; nextCursor: string | null }

/** A user's notifications, newest first. */
export async function listNotifications(
  database: Pick<Database, 'withUser'>,
  userId: string,
  { cursor, unreadOnly, limit }: NotificationList,
): Promise<NotificationPage> {
  const after = cursor === undefined ? null : decodeCursor(cursor)
  return database.withUser(userId, async (tx) => {
    const rows = await tx.notification.findMany({
      where: {
        userId,
        ...(unreadOnly ? { readAt: null } : {}),
        ...(after === null
          ? {}
          : { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    })
    const items = rows.slice(0, limit).map(toNotification)
    const last = items.at(-1)
    return {
      items,
      unread: await countUnread(tx, userId),
      nextCursor: rows.length > limit && last !== undefined ? encodeCursor(last) : null,
    }
  })
}

export const countUnread = (tx: Transaction, userId: string): Promise<number> =>
  tx.notification.count({ where: { userId, readAt: null } })

type Row = Awaited<ReturnType<Transaction['notification']['findMany']>>[number]

/** A row as the API shows it; an `internal` AppError where the database holds something else. */
export function toNotification(row: Row): Notification {
  const { userId: _, ...rest } = row
  const parsed = notificationSchema.safeParse({
    ...rest,
    fireAt: row.fireAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  })
  if (!parsed.success) throw new AppError('internal', { cause: parsed.error })
  return parsed.data
}

const encodeCursor = ({ createdAt, id }: Notification): string =>
  Buffer.from(`${createdAt} ${id}`).toString('base64url')

function decodeCursor(cursor: string): { createdAt: Date; id: string } {
  const [createdAt, id] = Buffer.from(cursor, 'base64url').toString().split(' ')
  const parsed = z.tuple([z.iso.datetime(), z.uuid()]).safeParse([createdAt, id])
  if (!parsed.success)
    throw new AppError('invalid_input', { userMessage: 'That page does not belong to this list. Load the list again.' })
  return { createdAt: new Date(parsed.data[0]), id: parsed.data[1] }
}
