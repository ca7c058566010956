import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { prepared, withClient } from './database.ts'
import type { BenchProduct } from './product.ts'
import { type Result, rounded } from './report.ts'
import { createStatement } from './statements.ts'

const targetSeconds = 3
const users = 200
const perUser = 5
/** Time to write the reminders before they are due. */
const leadMs = 20_000
const patienceMs = 30_000

/**
 * Reminders of many users that are due at one instant, delivered by the real processes: sweep, outbox, sidecar,
 * notifications, server. The database's clock judges: a notification counts once another session sees it.
 */
export async function benchReminders({ adminUrl, appUrl }: BenchProduct): Promise<Result> {
  return withClient(adminUrl, async (admin) => {
    const userIds = Array.from({ length: users }, () => randomUUID())
    await admin.query(
      `INSERT INTO auth."user" (id, name, email) SELECT id, 'Bench', id || '@example.org' FROM unnest($1::uuid[]) id`,
      [userIds],
    )
    const fireAt = Math.ceil((Date.now() + leadMs) / 1_000) * 1_000
    await withClient(appUrl, (client) => writeReminders(client, userIds, new Date(fireAt).toISOString()))
    if (Date.now() > fireAt - 1_000) throw new Error('writing the reminders took longer than they were ahead')
    await delay(fireAt - Date.now() - 500)
    const seconds = await untilAllSeen(admin, userIds, fireAt)
    const { rows } = await admin.query<{ reminders: number; different: number; early: number; median: number }>(
      `SELECT count(*)::int AS reminders, count(DISTINCT task->>'taskId')::int AS different,
         count(*) FILTER (WHERE n.created_at < n.fire_at)::int AS early,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM n.created_at - n.fire_at))::float AS median
       FROM app.notification n, jsonb_array_elements(n.tasks) task WHERE n.user_id = ANY ($1)`,
      [userIds],
    )
    const found = rows[0] ?? { reminders: 0, different: 0, early: 0, median: Number.NaN }
    const all = users * perUser
    const exact = found.reminders === all && found.different === all && found.early === 0
    return {
      name: 'reminders',
      value:
        seconds === null
          ? `${found.different} of ${all} after ${patienceMs / 1_000} s`
          : `all ${all} after ${rounded(seconds)} s`,
      target: `≤ ${targetSeconds} s, none early`,
      reached: exact && seconds !== null && seconds <= targetSeconds,
      figures: `${users} users, early ${found.early}, twice ${found.reminders - found.different}, median written after ${rounded(found.median)} s`,
      limit: 'the sweep comes once a second; then plan and report of each user are two calls and two transactions',
    }
  })
}

async function writeReminders(client: pg.Client, userIds: readonly string[], at: string): Promise<void> {
  for (const userId of userIds)
    for (let count = 0; count < perUser; count++)
      await client.query(
        prepared(createStatement(userId, { title: `Call number ${count}`, reminders: [{ kind: 'absolute', at }] })),
      )
}

/** Seconds after `fireAt` when every reminder had become a notification; null when the patience ends first. */
async function untilAllSeen(admin: pg.Client, userIds: readonly string[], fireAt: number): Promise<number | null> {
  for (;;) {
    const { rows } = await admin.query<{ seen: number; late: number }>(
      `SELECT (SELECT coalesce(sum(jsonb_array_length(tasks)), 0) FROM app.notification WHERE user_id = ANY ($1))::int AS seen,
         extract(epoch FROM clock_timestamp() - $2::timestamptz)::float AS late`,
      [userIds, new Date(fireAt)],
    )
    const [{ seen, late } = { seen: 0, late: 0 }] = rows
    if (seen >= userIds.length * perUser) return late
    if (late > patienceMs / 1_000) return null
    await delay(25)
  }
}
