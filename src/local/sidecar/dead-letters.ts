import { Client } from 'pg'

export type DeadLetter = {
  id: string
  /** The consumer that gave it up. */
  app: string
  topic: string
  reason: string
  attempts: number
  createdAt: Date
  replayRequested: boolean
  /** The CloudEvents envelope, as it was delivered. */
  envelope: string
}

/** The dead letters in `databaseUrl`, newest first. Works whether or not the sidecars run. */
export async function listDeadLetters(databaseUrl: string, limit = 100): Promise<DeadLetter[]> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<DeadLetter>(
      `SELECT id::text, app, topic, reason, attempts, created_at AS "createdAt", envelope,
              replay_requested_at IS NOT NULL AS "replayRequested"
       FROM dead_letter ORDER BY dead_letter.id DESC LIMIT $1`,
      [limit],
    )
    return rows
  })
}

/** Channel on which running sidecars hear that a replay was asked for. */
export const replayChannel = 'dead_letter_replay'

/**
 * Asks for a dead letter to be delivered again: at once by running sidecars, otherwise when they next start.
 * False when there is no such dead letter.
 */
export async function replayDeadLetter(databaseUrl: string, id: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(id)) return false
  return withClient(databaseUrl, async (client) => {
    const { rowCount } = await client.query('UPDATE dead_letter SET replay_requested_at = now() WHERE id = $1', [id])
    if (rowCount === 0) return false
    await client.query(`NOTIFY ${replayChannel}`)
    return true
  })
}

async function withClient<T>(databaseUrl: string, run: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}
