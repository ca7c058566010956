import pg from 'pg'
import { uuidV7 } from '../../src/server/identity/uuid-v7.ts'
import { prepared, withClient } from './database.ts'
import { createRandom, pick, pickIndex, type Random } from './random.ts'
import { createStatement, type TaskInput } from './statements.ts'
import { makeVocabulary, tagNames } from './vocabulary.ts'

export type SeedSize = { tasks: number; ofOneUser: number }
export type Seeded = {
  /** Has `ofOneUser` tasks. */
  heavyUser: string
  /** Share the others. */
  lightUsers: string[]
  vocabulary: readonly string[]
}

type TaskRow = { userId: string; title: string; notes: string; priority: number; tags: string; due: string | null }

const batchSize = 20_000
const tasksPerLightUser = 3_000
const year = 365 * 86_400_000

/**
 * Fills a migrated database with tasks as a busy installation would hold them: titles of 3 to 8 words of which some are
 * frequent and most are rare, a number in every fourth, notes in every third, up to three tags, due dates over two years.
 * Written past the product's functions, which would take an hour; indexes are made again afterwards from their own
 * definitions, and statistics gathered.
 */
export async function seedTasks(adminUrl: string, { tasks, ofOneUser }: SeedSize): Promise<Seeded> {
  const random = createRandom(2)
  const heavyUser = uuidV7()
  const lightCount = Math.max(1, Math.round((tasks - ofOneUser) / tasksPerLightUser))
  const lightUsers = Array.from({ length: lightCount }, () => uuidV7())
  const vocabulary = makeVocabulary()
  await withClient(adminUrl, async (client) => {
    // No foreign-key check per row, and no log of a table that this transaction has emptied.
    await client.query('SET session_replication_role = replica')
    await client.query(`SET maintenance_work_mem = '256MB'`)
    await client.query('BEGIN')
    await insertUsers(client, [heavyUser, ...lightUsers])
    await client.query('TRUNCATE app.task CASCADE')
    const indexes = await dropIndexes(client)
    // The heavy user's tasks lie among the others', as they would after years of use.
    const heavyShare = ofOneUser / tasks
    for (let done = 0; done < tasks; done += batchSize) {
      const rows = Array.from({ length: Math.min(batchSize, tasks - done) }, () =>
        makeTask(random, random() < heavyShare ? heavyUser : pick(random, lightUsers), vocabulary),
      )
      await insertTasks(client, rows)
    }
    for (const index of indexes) await client.query(index)
    await client.query(
      `UPDATE app.profile p SET task_count = (SELECT count(*) FROM app.task t WHERE t.user_id = p.user_id)`,
    )
    await client.query('COMMIT')
    await client.query('VACUUM ANALYZE')
  })
  return { heavyUser, lightUsers, vocabulary }
}

async function insertUsers(client: pg.Client, users: string[]): Promise<void> {
  await client.query(
    `INSERT INTO auth."user" (id, name, email) SELECT id, 'Bench', id || '@example.org' FROM unnest($1::uuid[]) id`,
    [users],
  )
  await client.query('INSERT INTO app.profile (user_id) SELECT unnest($1::uuid[])', [users])
}

async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index WHERE indrelid = 'app.task'::regclass AND NOT indisprimary`,
  )
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`)
  return rows.map(({ definition }) => definition)
}

function makeTask(random: Random, userId: string, vocabulary: readonly string[]): TaskRow {
  const words = (count: number): string => Array.from({ length: count }, () => pick(random, vocabulary, 3)).join(' ')
  const number = random() < 0.25 ? ` ${pickIndex(random, 1_000_000)}` : ''
  const dueAt = random() < 0.7 ? new Date(Date.now() + (random() - 0.5) * 2 * year) : null
  const tags = Array.from({ length: pickIndex(random, 4, 2) }, () => pick(random, tagNames, 2))
  return {
    userId,
    title: words(3 + pickIndex(random, 6)) + number,
    notes: random() < 0.33 ? words(5 + pickIndex(random, 25)) : '',
    priority: pickIndex(random, 5, 2),
    tags: `{${[...new Set(tags)].join(',')}}`,
    due: dueAt?.toISOString().slice(0, 10) ?? null,
  }
}

/** One in five is done. */
async function insertTasks(client: pg.Client, rows: readonly TaskRow[]): Promise<void> {
  await client.query(
    `INSERT INTO app.task (id, user_id, title, notes, priority, tags, status, due_date, time_zone, due_at, created_at, completed_at)
     SELECT gen_random_uuid(), user_id, title, notes, priority, tags::text[], CASE WHEN done THEN 'done' ELSE 'open' END,
       due::date, 'UTC', due::date::timestamp AT TIME ZONE 'UTC' + interval '1 day', now() - n * interval '1 second',
       CASE WHEN done THEN now() END
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::smallint[], $5::text[], $6::text[]) WITH ORDINALITY
       AS row(user_id, title, notes, priority, tags, due, n), LATERAL (SELECT n % 5 = 0 AS done) AS status`,
    [
      rows.map(({ userId }) => userId),
      rows.map(({ title }) => title),
      rows.map(({ notes }) => notes),
      rows.map(({ priority }) => priority),
      rows.map(({ tags }) => tags),
      rows.map(({ due }) => due),
    ],
  )
}

const perUser = 60

/** Gives each user the same few dozen tasks, by the product's own function. */
export async function writeUserTasks(appUrl: string, users: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl, pipeline: true })
  await client.connect()
  try {
    await client.query('SET synchronous_commit = off')
    for (const userId of users) {
      const tasks = Array.from({ length: perUser }, (_, n) => exampleTask(n))
      await Promise.all(tasks.map((task) => client.query(prepared(createStatement(userId, task)))))
    }
  } finally {
    await client.end()
  }
}

const exampleTask = (n: number): TaskInput => ({
  title: `Water plant number ${n} on the balcony`,
  notes: n % 3 === 0 ? 'The small can is enough; not the succulents.' : '',
  tags: n % 2 === 0 ? ['home', 'garden'] : [],
  priority: n % 4 === 0 ? 'high' : 'none',
  ...(n % 3 === 0 ? {} : { due: { date: `2030-${String(1 + (n % 12)).padStart(2, '0')}-15`, time: '09:00' } }),
})
