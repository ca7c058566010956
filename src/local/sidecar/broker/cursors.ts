import type { Pool } from 'pg'
import type { AppId, Topic } from '../../../domain/topology.ts'
import type { Log } from '../../../process/log.ts'

type Cursor = { app: AppId; topic: Topic; partition: number }

export type Cursors = {
  /** The last position `app` is done with; 0 at first. */
  position(cursor: Cursor): number
  /** Notes a new position; it reaches the disk soon, in one statement with others. */
  advance(cursor: Cursor, position: number): void
  /** Saves what is not saved yet. */
  close(): Promise<void>
}

const saveEveryMs = 20
const retryAfterMs = 1_000

/** Cursors are saved after the fact: a crash in between means that some messages are delivered again, none lost. */
export async function openCursors(pool: Pool, logger: Log): Promise<Cursors> {
  const { rows } = await pool.query<{ name: string; position: string }>(
    `SELECT app || '/' || topic || '/' || partition AS name, position::text FROM cursor`,
  )
  const positions = new Map(rows.map((row) => [row.name, Number(row.position)]))
  const dirty = new Map<string, Cursor>()
  let timer: NodeJS.Timeout | undefined
  let saving: Promise<void> | undefined

  const nameOf = (cursor: Cursor) => `${cursor.app}/${cursor.topic}/${cursor.partition}`
  const saveAll = async () => {
    const batch = [...dirty]
    dirty.clear()
    try {
      await save(
        pool,
        batch.map(([name, cursor]) => ({ ...cursor, position: positions.get(name) ?? 0 })),
      )
    } catch (error) {
      logger.warn({ err: error }, 'cursors not saved, trying again')
      for (const [name, cursor] of batch) dirty.set(name, cursor)
      throw error
    }
  }
  const schedule = (delayMs: number) => {
    timer ??= setTimeout(async () => {
      saving = saveAll()
      const failed = await saving.then(
        () => false,
        () => true,
      )
      saving = undefined
      timer = undefined
      if (dirty.size > 0) schedule(failed ? retryAfterMs : saveEveryMs)
    }, delayMs)
  }
  return {
    position: (cursor) => positions.get(nameOf(cursor)) ?? 0,
    advance(cursor, position) {
      positions.set(nameOf(cursor), position)
      dirty.set(nameOf(cursor), cursor)
      schedule(saveEveryMs)
    },
    async close() {
      await saving?.catch(() => {})
      clearTimeout(timer)
      if (dirty.size > 0) await saveAll()
    },
  }
}

async function save(pool: Pool, cursors: readonly (Cursor & { position: number })[]): Promise<void> {
  await pool.query({
    name: 'save-cursors',
    text: `INSERT INTO cursor (app, topic, partition, position)
           SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::bigint[])
           ON CONFLICT (app, topic, partition) DO UPDATE SET position = excluded.position`,
    values: [
      cursors.map((cursor) => cursor.app),
      cursors.map((cursor) => cursor.topic),
      cursors.map((cursor) => cursor.partition),
      cursors.map((cursor) => cursor.position),
    ],
  })
}
