import type { Feed, FeedTask } from '../../domain/calendar/calendar-feed.ts'
import { limits } from '../../domain/limits.ts'
import { type Priority, priorities } from '../../domain/task.ts'
import type { Database } from '../database/client.ts'
import type { Transaction } from '../database/prisma.ts'
import type { SeriesTemplate, TaskColumns } from '../database/task-rows.ts'

/** What tells whether a feed has changed: every change has its user's next number. */
export type FeedState = { seq: number; changedAt: Date | null }

type Reader = Pick<Database, 'withUser'>

export async function readFeedState(database: Reader, userId: string): Promise<FeedState> {
  return database.withUser(userId, async (tx) => {
    const profile = await tx.profile.findUnique({ where: { userId }, select: { seq: true } })
    const newest = await tx.mutation.aggregate({ where: { userId }, _max: { createdAt: true } })
    return { seq: Number(profile?.seq ?? 0), changedAt: newest._max.createdAt }
  })
}

/** Open tasks with a due date, the earliest first, and what of their series is done ahead. */
export async function readFeed(database: Reader, userId: string, now: Date): Promise<Feed> {
  const since = new Date(now.getTime() - limits.feedPastDays * 86_400_000)
  return database.withUser(userId, async (tx) => {
    const rows = await tx.task.findMany({
      where: { userId, status: 'open', dueAt: { gte: since } },
      orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
      take: limits.feedEvents,
    })
    const tasks = rows.flatMap((row): FeedTask[] => {
      const { dueDate, dueAt } = row
      if (dueDate === null || dueAt === null) return []
      return [
        {
          ...{ id: row.id, title: row.title, notes: row.notes, priority: priorityOf(row.priority), tags: row.tags },
          ...{ due: { date: dueDate.toISOString().slice(0, 10), time: row.dueTime }, dueAt: dueAt.toISOString() },
          ...{ timeZone: row.timeZone, seriesId: row.seriesId, occurrence: row.occurrence, version: row.version },
          recurrence: row.recurrence as TaskColumns['recurrence'],
          template: contentOf(row.template as SeriesTemplate | null),
          createdAt: row.createdAt.toISOString(),
          updatedAt: row.updatedAt.toISOString(),
        },
      ]
    })
    return { tasks, taken: await readTaken(tx, userId), now: now.toISOString() }
  })
}

async function readTaken(tx: Transaction, userId: string): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ series: string; occurrence: string }[]>`
    SELECT other.series_id::text AS series, other.occurrence FROM app.task open
    JOIN app.task other ON other.user_id = open.user_id AND other.series_id = open.series_id AND other.occurrence > open.occurrence
    WHERE open.user_id = ${userId}::uuid AND open.status = 'open' AND open.recurrence IS NOT NULL
    ORDER BY other.occurrence`
  const taken = new Map<string, string[]>()
  for (const { series, occurrence } of rows) taken.set(series, [...(taken.get(series) ?? []), occurrence])
  return taken
}

const priorityOf = (index: number): Priority => priorities[index] ?? 'none'

function contentOf(template: SeriesTemplate | null): FeedTask['template'] {
  if (template === null) return null
  const { title, notes, priority, tags } = template
  return { title, notes, tags, priority: priorityOf(priority) }
}
