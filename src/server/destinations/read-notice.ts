import type { NotifyRules } from '../../domain/destination.ts'
import { priorities } from '../../domain/task.ts'
import { quietUntil } from '../../domain/time/quiet-hours.ts'
import { callFunction } from '../database/call.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Transaction } from '../database/prisma.ts'
import { toNotification } from '../notifications/notification-list.ts'
import { settingsOf } from '../settings/settings-store.ts'
import { type DeliveryRow, rulesOf } from './destination-rows.ts'
import type { Notice, Reader } from './messages/notice.ts'

/** What a delivery is to say; `cancelled` where nothing of it stands any more; `quiet` where it has to wait. */
export type Reading =
  | { outcome: 'say'; notice: Notice; reader: Reader }
  | { outcome: 'cancelled'; reason: string }
  | { outcome: 'quiet'; until: string }

const urgent = priorities.indexOf('urgent')

/** Judges by the database's clock and by the tasks as they are now: titles of today, none that is done or was answered. */
export async function readNotice(tx: Transaction, delivery: DeliveryRow): Promise<Reading> {
  const { userId } = delivery
  const now = await callFunction<Date>(tx, Prisma.sql`SELECT clock_timestamp() AS result`)
  const profile = await tx.profile.findUniqueOrThrow({ where: { userId } })
  const { timeZone, hourCycle, locale } = settingsOf(profile)
  const reader = { timeZone, hourCycle, locale, now: now.toISOString() }
  if (delivery.purpose !== 'notification')
    return { outcome: 'say', reader, notice: { kind: 'test', tasks: [], notificationId: null } }
  const rows = await tx.notification.findMany({
    where: { userId, id: { in: delivery.notifications }, readAt: null },
    orderBy: { createdAt: 'asc' },
  })
  if (rows.length === 0) return { outcome: 'cancelled', reason: 'Seen in the app before.' }
  const notifications = rows.map(toNotification)
  const told = notifications.flatMap(({ tasks }) => tasks)
  const open = await tx.task.findMany({
    where: { userId, status: 'open', id: { in: told.map(({ taskId }) => taskId) } },
    select: { id: true, title: true, dueAt: true, priority: true },
  })
  const order = new Map(told.map(({ taskId }, index) => [taskId, index]))
  const tasks = open
    .sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
    .map(({ id, title, dueAt }) => ({ taskId: id, title, dueAt: dueAt?.toISOString() ?? null }))
  if (tasks.length === 0) return { outcome: 'cancelled', reason: 'Done before it was sent.' }
  const passes = open.some(({ priority }) => priority === urgent)
  const until = silentUntil(rulesOf(profile), { now: reader.now, timeZone, passes })
  if (until !== null) return { outcome: 'quiet', until }
  const [first] = notifications
  const kind = notifications.every((each) => each.kind === 'morning') ? 'morning' : 'reminder'
  const notificationId = notifications.length === 1 && first !== undefined ? first.id : null
  return { outcome: 'say', reader, notice: { kind, tasks, notificationId } }
}

type Moment = { now: string; timeZone: string; passes: boolean }

/** Until when the user's quiet hours hold it back; null where they do not. `passes`: it is about an urgent task. */
function silentUntil({ quiet }: NotifyRules, { now, timeZone, passes }: Moment): string | null {
  if (quiet === null || (passes && quiet.urgent)) return null
  return quietUntil(now, quiet, timeZone)
}
