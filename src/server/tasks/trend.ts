import type { Settings } from '../../domain/settings.ts'
import { addDays, startOfWeek } from '../../domain/time/calendar.ts'
import { startOfDay } from '../../domain/time/resolve.ts'
import type { LocalDate } from '../../domain/time/wall-time.ts'
import type { Trend, TrendValue } from '../../domain/trend.ts'
import type { Database } from '../database/client.ts'
import { Prisma } from '../database/generated/client.ts'

type Asked = { userId: string; trend: Trend; settings: Pick<Settings, 'timeZone' | 'weekStart'> }

/** More values than this nobody can look at; a program may ask for any range. */
const mostValues = 1_000

/**
 * How many of the user's tasks were finished or made in each day, week or month. Tasks that are deleted do not count,
 * nor do occurrences that a series made by itself count as made.
 */
export async function readTrend(
  database: Pick<Database, 'withUser'>,
  { userId, trend, settings: { timeZone, weekStart } }: Asked,
): Promise<TrendValue[]> {
  const { measure, by, from, until } = trend
  const starts = startsOf(trend, weekStart)
  const [column, which] =
    measure === 'completed'
      ? [Prisma.sql`completed_at`, Prisma.sql`status = 'done'`]
      : [Prisma.sql`created_at`, Prisma.sql`predecessor_id IS NULL`]
  const days = await database.withUser(
    userId,
    (tx) =>
      tx.$queryRaw<{ day: string; count: number }[]>`
      SELECT to_char(${column} AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day, count(*)::int AS count
      FROM app.task
      WHERE user_id = ${userId}::uuid AND ${which}
        AND ${column} >= ${startOfDay(from, timeZone)}::timestamptz
        AND ${column} < ${startOfDay(addDays(until, 1), timeZone)}::timestamptz
      GROUP BY 1`,
  )
  const counts = new Map<LocalDate, number>()
  for (const { day, count } of days) {
    const start = firstDay(day, by, weekStart)
    // The first unit may have begun before what was asked for.
    const key = start < from ? from : start
    counts.set(key, (counts.get(key) ?? 0) + count)
  }
  return starts.map((start) => ({ from: start, count: counts.get(start) ?? 0 }))
}

/** The first day of each value. */
function startsOf({ by, from, until }: Trend, weekStart: number): LocalDate[] {
  const starts: LocalDate[] = []
  for (let day = from; day <= until && starts.length < mostValues; ) {
    starts.push(day)
    const first = firstDay(day, by, weekStart)
    day =
      by === 'day' ? addDays(day, 1) : by === 'week' ? addDays(first, 7) : firstDay(addDays(first, 31), by, weekStart)
  }
  return starts
}

function firstDay(day: LocalDate, by: Trend['by'], weekStart: number): LocalDate {
  if (by === 'day') return day
  return by === 'week' ? startOfWeek(day, weekStart) : `${day.slice(0, 7)}-01`
}
