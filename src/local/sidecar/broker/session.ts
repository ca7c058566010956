import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import type { Log } from '../../../process/log.ts'
import { replayChannel } from '../dead-letters.ts'

export type Session = { close(): Promise<void> }

const lockKey = 4_201_337
const lockPatienceMs = 5_000
const retryAfterMs = 1_000

type SessionOptions = { databaseUrl: string; logger: Log; onReplay: () => void }

/**
 * Holds the one lock that says "this process serves this database" and listens for replay requests; both come back
 * after a lost connection. Rejects when another process keeps the lock (one just killed loses it within moments).
 */
export async function holdSession({ databaseUrl, logger, onReplay }: SessionOptions): Promise<Session> {
  let closed = false
  let client = await open(databaseUrl)
  const watch = () => {
    client.on('notification', onReplay)
    client.on('error', () => {})
    client.once('end', () => {
      if (!closed) void reopen()
    })
  }
  const reopen = async () => {
    logger.warn('database session lost, opening it again')
    while (!closed) {
      await delay(retryAfterMs)
      const next = await open(databaseUrl).catch(() => undefined)
      if (next === undefined) continue
      client = next
      watch()
      return onReplay()
    }
  }
  watch()
  return {
    async close() {
      closed = true
      await client.end()
    },
  }
}

async function open(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const deadline = Date.now() + lockPatienceMs
  while (true) {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [lockKey])
    if (rows[0]?.locked) break
    if (Date.now() > deadline) {
      await client.end()
      throw new Error('Another running todo-chatbot already uses this database.')
    }
    await delay(200)
  }
  await client.query(`LISTEN ${replayChannel}`)
  return client
}
