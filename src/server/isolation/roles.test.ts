import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServer, type TestServer } from '../testing/create-test-server.ts'
import type { Role } from '../testing/test-urls.ts'
import { createTenant, tenantTables } from './tenant.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
  await createTenant(server, 'a')
})
afterAll(() => server.close())

const systemFunctions = [
  'claim_due_reminders',
  'claim_missed_occurrences',
  'release_stale_claims',
  'read_outbox',
  'mark_published',
  'outbox_backlog',
  'purge_expired',
  'claim_due_digests',
  'claim_due_deliveries',
  'purge_deliveries',
]

/** What a role may do with which table or function, as the catalogue says it. */
const privileges = (role: Role) =>
  server.query<{ object: string }>(
    `SELECT n.nspname || '.' || c.relname AS object FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%' AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
       AND (has_table_privilege($1, c.oid, 'SELECT') OR has_table_privilege($1, c.oid, 'INSERT') OR has_table_privilege($1, c.oid, 'UPDATE')
         OR has_table_privilege($1, c.oid, 'DELETE') OR has_any_column_privilege($1, c.oid, 'SELECT'))
       AND has_schema_privilege($1, n.oid, 'USAGE') ORDER BY 1`,
    [role],
  )
const executable = (role: Role, schema: string) =>
  server.query<{ name: string }>(
    `SELECT DISTINCT p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = $2 AND has_schema_privilege($1, n.oid, 'USAGE') AND has_function_privilege($1, p.oid, 'EXECUTE') ORDER BY 1`,
    [role, schema],
  )

describe('the roles of the server', () => {
  it('are neither superusers nor exempt from row-level security, and own or inherit nothing', async () => {
    const rows = await server.query(
      `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
         EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) AS member,
         EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid) AS owner
       FROM pg_roles r WHERE rolname IN ('todo_app', 'todo_auth', 'todo_system', 'todo_sidecar') ORDER BY 1`,
    )
    expect(rows).toHaveLength(4)
    const none = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      member: false,
      owner: false,
    }
    for (const row of rows) expect(row).toMatchObject(none)
  })

  it('todo_app sees tables of tenants alone, todo_auth those of identity alone, the others none', async () => {
    const app = (await privileges('todo_app')).map(({ object }) => object)
    expect(app).toEqual([...tenantTables].sort().map((table) => `app.${table}`))
    const auth = (await privileges('todo_auth')).map(({ object }) => object)
    expect(auth.length).toBeGreaterThan(0)
    expect(auth.filter((object) => !object.startsWith('auth.'))).toEqual([])
    expect(await privileges('todo_system')).toEqual([])
    expect(await privileges('todo_sidecar')).toEqual([])
  })

  it('todo_system may execute its narrow functions and nothing else, which nobody else may', async () => {
    expect((await executable('todo_system', 'app')).map(({ name }) => name)).toEqual([...systemFunctions].sort())
    for (const role of ['todo_app', 'todo_auth', 'todo_sidecar'] as const) {
      const names = (await executable(role, 'app')).map(({ name }) => name)
      expect(names.filter((name) => systemFunctions.includes(name))).toEqual([])
    }
  })

  it('are refused when they try', async () => {
    const attempts: [Role, string][] = [
      ['todo_app', 'SELECT * FROM auth."user"'],
      ['todo_app', 'SELECT * FROM app.read_outbox(ARRAY[0], 1)'],
      ['todo_app', 'SET ROLE todo_migrator'],
      ['todo_app', 'ALTER TABLE app.task DISABLE ROW LEVEL SECURITY'],
      ['todo_app', 'CREATE TABLE app.mine (id int)'],
      ['todo_auth', 'SELECT * FROM app.task'],
      ['todo_auth', 'SELECT app.claim_due_reminders(1)'],
      ['todo_system', 'SELECT * FROM app.task'],
      ['todo_system', 'SELECT * FROM app.outbox'],
      ['todo_system', 'SELECT * FROM auth.session'],
      ['todo_sidecar', 'SELECT * FROM app.task'],
    ]
    for (const [role, statement] of attempts)
      await expect(as(role, statement), `${role}: ${statement}`).rejects.toMatchObject({ code: '42501' })
  })

  it('todo_app without a user sees and changes nothing', async () => {
    for (const table of tenantTables) {
      expect((await as('todo_app', `SELECT * FROM app.${table}`)).rows, table).toEqual([])
      expect((await as('todo_app', `DELETE FROM app.${table}`)).rowCount, table).toBe(0)
    }
  })

  it('todo_app is not let in by the setting a former transaction left behind', async () => {
    const client = new pg.Client({ connectionString: server.testDatabase.url('todo_app') })
    await client.connect()
    const { rows } = await client.query<{ id: string }>(`SELECT gen_random_uuid() AS id`)
    await client.query('BEGIN')
    await client.query(`SELECT set_config('app.user_id', $1, true)`, [rows[0]?.id])
    await client.query('COMMIT')
    expect((await client.query('SELECT * FROM app.task')).rows).toEqual([])
    await client.end()
  })
})

async function as(role: Role, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: server.testDatabase.url(role) })
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}
