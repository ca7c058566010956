import type { Pool } from 'pg'
import type { Topic } from '../../../domain/topology.ts'
import { partitionOf } from './partition.ts'

export type NewMessage = { topic: Topic; key: string; envelope: string }
export type Message = NewMessage & { partition: number; position: number }

export type MessageLog = {
  /** Resolves when the messages are on disk, in the order given; rejects when none of them is. */
  append(messages: readonly NewMessage[]): Promise<void>
  /** The messages of a partition after `position`, oldest first. */
  read(topic: Topic, partition: number, position: number): Promise<Message[]>
  /** The last position of a partition. */
  head(topic: Topic, partition: number): number
  /** Resolves when every append has been settled. */
  close(): Promise<void>
}

type Waiting = { messages: readonly NewMessage[]; resolve: () => void; reject: (error: unknown) => void }

const maxBatch = 2_000
/** `read` gives at most this many; fewer means there were no more. */
export const readBatch = 500

/**
 * The log, written by one statement at a time: whatever arrives while one is under way goes into the next (group
 * commit). Only this process writes the table, so positions are counted here; `onAppended` hears of messages in order.
 */
export async function openMessageLog(pool: Pool, onAppended: (messages: Message[]) => void): Promise<MessageLog> {
  let heads = await loadHeads(pool)
  let certain = true
  const queue: Waiting[] = []
  let writing: Promise<void> | undefined

  const writeBatch = async () => {
    const batch = takeBatch(queue)
    try {
      // After a failed statement nobody knows whether it was committed: look before counting on.
      if (!certain) heads = await loadHeads(pool)
      certain = true
      const next = new Map(heads)
      const messages = batch.flatMap((waiting) => waiting.messages.map((message) => place(message, next)))
      await insert(pool, messages)
      heads = next
      onAppended(messages)
      for (const { resolve } of batch) resolve()
    } catch (error) {
      certain = false
      for (const { reject } of batch) reject(error)
    }
  }
  const writeAll = async () => {
    while (queue.length > 0) await writeBatch()
    writing = undefined
  }
  return {
    append: (messages) =>
      new Promise<void>((resolve, reject) => {
        queue.push({ messages, resolve, reject })
        writing ??= writeAll()
      }),
    read: (topic, partition, position) => read(pool, { topic, partition, position }),
    head: (topic, partition) => heads.get(`${topic}/${partition}`) ?? 0,
    close: async () => writing,
  }
}

function takeBatch(queue: Waiting[]): Waiting[] {
  let size = 0
  const end = queue.findIndex((waiting) => {
    size += waiting.messages.length
    return size >= maxBatch
  })
  return queue.splice(0, end === -1 ? queue.length : end + 1)
}

function place(message: NewMessage, heads: Map<string, number>): Message {
  const partition = partitionOf(message.topic, message.key)
  const name = `${message.topic}/${partition}`
  const position = (heads.get(name) ?? 0) + 1
  heads.set(name, position)
  return { ...message, partition, position }
}

async function loadHeads(pool: Pool): Promise<Map<string, number>> {
  // A statement of a process just killed, or of a connection just lost, may still be on its way: wait for its end.
  await pool.query('BEGIN; LOCK TABLE message IN SHARE MODE; COMMIT')
  // Consumed messages are purged, so a cursor may be all that is left of a partition's past.
  const { rows } = await pool.query<{ name: string; position: string }>(
    `SELECT topic || '/' || partition AS name, max(position)::text AS position
     FROM (SELECT topic, partition, position FROM message
           UNION ALL SELECT topic, partition, position FROM cursor
           UNION ALL SELECT topic, partition, position FROM dead_letter) AS seen
     GROUP BY topic, partition`,
  )
  return new Map(rows.map((row) => [row.name, Number(row.position)]))
}

async function insert(pool: Pool, messages: readonly Message[]): Promise<void> {
  await pool.query({
    name: 'append',
    text: `INSERT INTO message (topic, partition, position, key, envelope)
           SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[], $4::text[], $5::text[])`,
    values: [
      messages.map((message) => message.topic),
      messages.map((message) => message.partition),
      messages.map((message) => message.position),
      messages.map((message) => message.key),
      messages.map((message) => message.envelope),
    ],
  })
}

async function read(pool: Pool, after: { topic: Topic; partition: number; position: number }): Promise<Message[]> {
  const { topic, partition, position } = after
  // The column is named in full: the selected text of the same name would be sorted as text.
  const { rows } = await pool.query<{ position: string; key: string; envelope: string }>({
    name: 'read',
    text: `SELECT position::text, key, envelope FROM message
           WHERE topic = $1 AND partition = $2 AND position > $3 ORDER BY message.position LIMIT ${readBatch}`,
    values: [topic, partition, position],
  })
  return rows.map((row) => ({ topic, partition, position: Number(row.position), key: row.key, envelope: row.envelope }))
}
