import type { Pool } from 'pg'
import type { Topic } from '../../../domain/topology.ts'
import type { Log } from '../../../process/log.ts'
import type { NewMessage } from './message-log.ts'

type ReplaysOptions = { pool: Pool; append: (messages: readonly NewMessage[]) => Promise<void>; logger: Log }

/**
 * Puts dead letters back into their topic where a replay was asked for. Appended first, deleted after: a crash in
 * between delivers them twice, which consumers bear. Calls while one runs are merged into one further run.
 */
export function createReplays({ pool, append, logger }: ReplaysOptions): () => void {
  let running = false
  let again = false
  const replayAll = async () => {
    const { rows } = await pool.query<{ id: string; topic: Topic; key: string; envelope: string }>(
      `SELECT id::text, topic, key, envelope FROM dead_letter WHERE replay_requested_at IS NOT NULL ORDER BY dead_letter.id LIMIT 1000`,
    )
    if (rows.length === 0) return
    await append(rows.map(({ topic, key, envelope }) => ({ topic, key, envelope })))
    await pool.query('DELETE FROM dead_letter WHERE id = ANY ($1::bigint[])', [rows.map(({ id }) => id)])
    logger.info({ count: rows.length }, 'dead letters replayed')
    again = true
  }
  const run = async () => {
    running = true
    do {
      again = false
      await replayAll().catch((error: unknown) => logger.error({ err: error }, 'replay failed'))
    } while (again)
    running = false
  }
  return () => {
    again = true
    if (!running) void run()
  }
}
