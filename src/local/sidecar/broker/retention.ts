import type { Pool } from 'pg'
import { subscriptions, topicNames } from '../../../domain/topology.ts'
import type { Log } from '../../../process/log.ts'

const purgeEveryMs = 10 * 60_000
const keepConsumedHours = 1
const keepDeadLettersDays = 30

/** Deletes messages every subscriber has been done with for an hour, old dead letters and expired state. */
export async function purge(pool: Pool): Promise<void> {
  for (const topic of topicNames) {
    const subscribers = new Set(
      subscriptions.filter((subscription) => subscription.topic === topic).map(({ app }) => app),
    )
    await pool.query(
      `DELETE FROM message WHERE topic = $1 AND created_at < now() - make_interval(hours => $3) AND position <= (
         SELECT min(position) FROM cursor
         WHERE cursor.topic = message.topic AND cursor.partition = message.partition AND app = ANY ($2)
         HAVING count(*) = cardinality($2))`,
      [topic, [...subscribers], keepConsumedHours],
    )
  }
  await pool.query('DELETE FROM dead_letter WHERE created_at < now() - make_interval(days => $1)', [
    keepDeadLettersDays,
  ])
  await pool.query('DELETE FROM state WHERE expires_at < now()')
}

/** Purges now and then until closed. */
export function startRetention(pool: Pool, logger: Log): { close(): void } {
  const run = () => purge(pool).catch((error: unknown) => logger.warn({ err: error }, 'purge failed'))
  const timer = setInterval(run, purgeEveryMs)
  void run()
  return { close: () => clearInterval(timer) }
}
