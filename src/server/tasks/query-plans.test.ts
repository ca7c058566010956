import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidV7 } from '../identity/uuid-v7.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { searchTerms } from './search-terms.ts'

let database: TestDatabase
let client: pg.Client
const user = uuidV7()
const tasks = 30_000

beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  await client.query(`INSERT INTO auth."user" (id, name, email) VALUES ($1, 'n', 'e')`, [user])
  await client.query('INSERT INTO app.profile (user_id) VALUES ($1)', [user])
  await client.query(
    `INSERT INTO app.task (id, user_id, title, tags, priority, status, due_date, due_at, time_zone, created_at, completed_at)
     SELECT gen_random_uuid(), $1, 'Task ' || md5(n::text), ARRAY['tag' || n % 500], n % 5,
       CASE WHEN n % 10 = 0 THEN 'done' ELSE 'open' END, date '2027-01-01' + n % 900, timestamptz '2027-01-01' + n * interval '10 min', 'UTC',
       timestamptz '2026-01-01' + n * interval '1 min', CASE WHEN n % 10 = 0 THEN now() END
     FROM generate_series(1, $2::int) n`,
    [user, tasks],
  )
  await client.query('VACUUM ANALYZE app.task')
}, 300_000)
afterAll(async () => {
  await client.end()
  await database.drop()
})

/** The plan of a statement as `role` would run it for the user, as indented text. */
async function plan(
  role: string,
  statement: string,
  values: { filter: object; cursor?: unknown[]; settings?: string[] },
): Promise<string> {
  await client.query('BEGIN')
  try {
    await client.query(`SET LOCAL plan_cache_mode = force_custom_plan`)
    for (const setting of values.settings ?? []) await client.query(`SET LOCAL ${setting}`)
    await client.query(`SELECT set_config('app.user_id', $1, true)`, [user])
    await client.query(`SET LOCAL ROLE ${role}`)
    await client.query(`PREPARE statement(uuid, jsonb, jsonb, int) AS ${statement}`)
    const literal = (value: unknown) =>
      value === undefined ? 'NULL' : `${client.escapeLiteral(JSON.stringify(value))}`
    const { rows } = await client.query<Record<string, string>>(
      `EXPLAIN EXECUTE statement('${user}', ${literal(values.filter)}, ${literal(values.cursor)}, 51)`,
    )
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  } finally {
    await client.query('ROLLBACK')
    await client.query('DEALLOCATE ALL')
  }
}

async function pageStatement(
  filter: object,
  options: { sort: string; descending: boolean; continued: boolean; probe?: string | undefined },
  way = 'merge',
): Promise<string> {
  const { rows } = await client.query<{ text: string }>('SELECT app.task_page_sql($1, $2, $3, $4, $5, $6) AS text', [
    JSON.stringify(filter),
    options.sort,
    options.descending,
    options.continued,
    way,
    options.probe,
  ])
  return rows[0]?.text ?? ''
}

describe('lists of many tasks', () => {
  const cursors = { due: '2027-06-01T00:00:00Z', priority: 2, created: '2026-02-01T00:00:00Z', title: 'task 5' }
  const sorts = Object.keys(cursors) as (keyof typeof cursors)[]
  it.each(sorts.flatMap((sort) => [true, false].map((descending) => [sort, descending] as const)))(
    'by %s, descending %s, walk its index',
    async (sort, descending) => {
      for (const filter of [{ status: ['open'] }, {}])
        for (const continued of [false, true]) {
          const statement = await pageStatement(filter, { sort, descending, continued })
          const text = await plan('todo_app', statement, {
            filter,
            ...(continued ? { cursor: [cursors[sort], user] } : {}),
          })
          expect(text).toContain(`task_${sort}_sort`)
          expect(text).not.toContain('Seq Scan')
          // A later page begins where the one before ended instead of walking up to there.
          if (continued) expect(text).toMatch(/Index Cond:.*ROW\(/)
        }
    },
  )

  it('of a due range look at that range alone', async () => {
    const filter = { status: ['open'], dueFrom: '2027-03-01T00:00:00Z', dueUntil: '2027-03-02T00:00:00Z' }
    const text = await plan(
      'todo_app',
      await pageStatement(filter, { sort: 'due', descending: false, continued: false }),
      { filter },
    )
    expect(text).toMatch(/Index Cond:.*2027-03-01.*2027-03-02/)
    expect(text).not.toContain('Seq Scan')
  })
})

describe('searches among many tasks', () => {
  const byDue = { sort: 'due', descending: false, continued: false }
  /** As app.search_probed runs it. */
  const search = async (filter: object) => {
    const probe = await client.query<{ probe: string }>('SELECT app.search_probe($1, $2) AS probe', [
      user,
      JSON.stringify(filter),
    ])
    const statement = await pageStatement(filter, { ...byDue, probe: probe.rows[0]?.probe }, 'probe')
    return plan('todo_migrator', statement, { filter, settings: ['enable_seqscan = off'] })
  }

  it.each([
    ['a part of a word', searchTerms('c4ca42')],
    ['several words', searchTerms('task c4ca4238a0b923820dcc509a6f75849b')],
    ['two letters', searchTerms('c4')],
    ['any of some tags', { tagsAny: ['tag7'] }],
    ['all of some tags', { tagsAll: ['tag7'] }],
    ['a word and a tag', { ...searchTerms('c4ca42'), tagsAny: ['tag7'] }],
  ])('%s use their index alone', async (_, filter) => {
    const text = await search(filter)
    const scans = [...text.matchAll(/(\w+) Scan(?: on| using) (\w+)/g)].map(([, , name]) => name)
    expect(new Set(scans)).toEqual(new Set(['probed', 'task', 'task_search']))
    expect(text).not.toContain('Seq Scan')
  })

  it('first look at the beginning of the list alone', async () => {
    const filter = { status: ['open'], ...searchTerms('c4ca42') }
    const statement = (await pageStatement(filter, byDue, 'walk')).replaceAll('$5', '250')
    const text = await plan('todo_migrator', statement, { filter })
    expect(text).toContain('Index Scan using task_due_sort')
    expect(text).not.toContain('Bitmap')
  })

  it.each([
    ['nearly all', searchTerms('task')],
    ['some', searchTerms('c4')],
    ['few', searchTerms('c4ca')],
    ['words in any form', searchTerms('tasks c4ca4238a0b923820dcc509a6f75849b')],
    ['none', searchTerms('zzyzx')],
    ['what no index knows', searchTerms('{}')],
    ['a tag', { tagsAll: ['tag7'] }],
    ['one of two tags with a text', { ...searchTerms('a1'), tagsAny: ['tag7', 'tag8'] }],
  ])('of %s find what reading all tasks finds', async (_, terms) => {
    const filter = { status: ['open', 'done'], ...terms }
    const statement = await pageStatement(filter, byDue, 'merge')
    await client.query(`SELECT set_config('app.user_id', $1, false)`, [user])
    const values = [user, JSON.stringify(filter), null, 200]
    const typed = ['uuid', 'jsonb', 'jsonb', 'int'].reduce(
      (text, type, index) => text.replaceAll(`$${index + 1}`, `$${index + 1}::${type}`),
      `SELECT id FROM (${statement}) page WHERE $3 IS NULL`,
    )
    const { rows: all } = await client.query(typed, values)
    for (const search of ['search_page', 'search_probed']) {
      const found = `SELECT id FROM app.${search}($2, 'due', false, $3, $4) WHERE $1::uuid IS NOT NULL`
      const { rows } = await client.query(found, values)
      expect(rows).toEqual(all)
    }
  })
})
