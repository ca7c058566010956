import type { Recurrence } from '../../domain/recurrence/recurrence.ts'
import { dueInstant, reminderBase } from '../../domain/time/due.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Transaction } from '../database/prisma.ts'
import { rollAtOf } from '../tasks/series-columns.ts'

type User = { userId: string; timeZone: string }

/**
 * All-day dates float with their user: moves open all-day tasks, all-day series and relative reminders of such tasks
 * into `timeZone`; timed tasks keep their own. A reminder whose new time has passed already fires late, one that was
 * delivered or is on its way stays so. Days are resolved here, once each, as the database's zones know other rules
 * where clocks change at midnight. Returns whether anything moved; the profile must be locked.
 */
export async function floatAllDay(tx: Transaction, user: User): Promise<boolean> {
  const { userId, timeZone } = user
  const days = await tx.$queryRaw<{ date: string }[]>`SELECT DISTINCT due_date::text AS date FROM app.task
    WHERE user_id = ${userId}::uuid AND status = 'open' AND due_date IS NOT NULL AND due_time IS NULL AND time_zone <> ${timeZone}`
  if (days.length > 0) await moveDays(tx, user, days)
  // After the reminders: when an occurrence counts as missed depends on them.
  const series = await moveSeries(tx, user)
  return days.length > 0 || series > 0
}

async function moveDays(tx: Transaction, { userId, timeZone }: User, days: { date: string }[]): Promise<void> {
  const resolved = JSON.stringify(
    days.map(({ date }) => {
      const due = { date, time: null }
      return { date, due_at: dueInstant(due, timeZone), base: reminderBase(due, timeZone) }
    }),
  )
  await tx.$executeRaw`UPDATE app.reminder r SET status = 'pending',
      fire_at = d.base - make_interval(mins => r.minutes_before)
    FROM app.task t JOIN jsonb_to_recordset(${resolved}::jsonb) AS d(date date, base timestamptz) ON d.date = t.due_date
    WHERE r.task_id = t.id AND r.kind = 'relative' AND t.user_id = ${userId}::uuid AND t.status = 'open'
      AND t.due_time IS NULL AND t.time_zone <> ${timeZone}
      AND (r.status = 'pending' OR r.status = 'missed' AND d.base - make_interval(mins => r.minutes_before) > now())`
  await tx.$executeRaw`UPDATE app.task t SET time_zone = ${timeZone}, due_at = d.due_at, version = t.version + 1, updated_at = now()
    FROM jsonb_to_recordset(${resolved}::jsonb) AS d(date date, due_at timestamptz)
    WHERE t.user_id = ${userId}::uuid AND t.status = 'open' AND t.due_date = d.date AND t.due_time IS NULL
      AND t.time_zone <> ${timeZone}`
}

type SeriesRow = {
  id: string
  recurrence: Recurrence
  occurrence: string
  date: string
  time: string | null
  zone: string
  minutes: number[]
}

/** Series without a time of day, wherever their open occurrence stands, and occurrences moved to a whole day. */
async function moveSeries(tx: Transaction, { userId, timeZone }: User): Promise<number> {
  const rows = await tx.$queryRaw<
    SeriesRow[]
  >`SELECT id, recurrence, occurrence, due_date::text AS date, due_time AS time,
      time_zone AS zone, CASE WHEN template IS NULL
        THEN ARRAY(SELECT minutes_before FROM app.reminder r WHERE r.task_id = t.id AND kind = 'relative')
        ELSE ARRAY(SELECT jsonb_array_elements_text(template -> 'reminders')::int) END AS minutes
    FROM app.task t WHERE user_id = ${userId}::uuid AND status = 'open' AND recurrence IS NOT NULL
      AND recurrence #>> '{start,time}' IS NULL AND recurrence ->> 'timeZone' <> ${timeZone}`
  if (rows.length === 0) return 0
  const moved = rows.map(({ id, recurrence: old, occurrence, date, time, zone, minutes }) => {
    const recurrence = { ...old, timeZone }
    const open = { recurrence, occurrence, due: { date, time }, timeZone: zone, minutesBefore: minutes }
    return { id, recurrence, roll_at: rollAtOf(open) }
  })
  return tx.$executeRaw(Prisma.sql`UPDATE app.task t SET recurrence = m.recurrence, roll_at = m.roll_at
    FROM jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) AS m(id uuid, recurrence jsonb, roll_at timestamptz)
    WHERE t.user_id = ${userId}::uuid AND t.id = m.id`)
}
