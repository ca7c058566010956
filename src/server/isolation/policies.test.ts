import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestServer, type TestServer } from '../testing/create-test-server.ts'
import { createTenant, type Tenant, tenantTables } from './tenant.ts'

let server: TestServer
let client: pg.Client
let tenants: [Tenant, Tenant]
beforeAll(async () => {
  server = await createTestServer()
  tenants = [await createTenant(server, 'a'), await createTenant(server, 'b')]
  client = new pg.Client({ connectionString: server.testDatabase.adminUrl })
  await client.connect()
  // Something of everything that the owner's functions look for, after the server's own relay and sweeps are done with it.
  await server.query(`UPDATE app.task SET roll_at = '2099-01-01' WHERE recurrence IS NOT NULL`)
  await server.query(`UPDATE app.confirmation SET expires_at = now() - interval '9 days'`)
  await server.query(`INSERT INTO app.model_usage (user_id, day) SELECT user_id, current_date - 500 FROM app.profile`)
  for (const table of ['mutation', 'undo_entry'])
    await server.query(`UPDATE app.${table} SET created_at = now() - interval '9 days'`)
})
afterAll(async () => {
  await client.end()
  await server.close()
})

type Count = { count: number }
const one = async (text: string, values: unknown[] = []): Promise<number> =>
  (await client.query<Count>(text, values)).rows[0]?.count ?? 0

/** What is wrong with the isolation as it is at this moment of a transaction; empty when all is well. */
async function probe(): Promise<string[]> {
  const problems: string[] = []
  const [a, b] = tenants
  await client.query('SET LOCAL ROLE todo_app')
  await client.query(`SELECT set_config('app.user_id', $1, true)`, [a.user.id])
  for (const table of tenantTables) {
    if ((await one(`SELECT count(*)::int AS count FROM app.${table} WHERE user_id = $1`, [a.user.id])) === 0)
      problems.push(`${table}: own rows are hidden`)
    if ((await one(`SELECT count(*)::int AS count FROM app.${table} WHERE user_id <> $1`, [a.user.id])) > 0)
      problems.push(`${table}: foreign rows are shown`)
    if (await writes(`UPDATE app.${table} SET user_id = user_id WHERE user_id = $1`, [b.user.id]))
      problems.push(`${table}: foreign rows can be changed`)
    if (await writes(`UPDATE app.${table} SET user_id = $2 WHERE user_id = $1`, [a.user.id, b.user.id]))
      problems.push(`${table}: rows can be given away`)
  }
  const hits = await one(
    `SELECT count(*)::int AS count FROM app.search_page('{"text": "secret"}', 'created', false, NULL, 50)`,
  )
  if (hits !== 3) problems.push(`search found ${hits} tasks`)
  await client.query('RESET ROLE')
  await client.query(`UPDATE app.reminder SET fire_at = now() - interval '1 minute', status = 'pending'`)
  await client.query(`UPDATE app.task SET roll_at = now() - interval '1 minute' WHERE recurrence IS NOT NULL`)
  await client.query('UPDATE app.outbox SET published_at = NULL')
  await client.query(`UPDATE app.task SET due_date = '2020-01-01', due_at = '2020-01-01' WHERE recurrence IS NOT NULL`)
  await client.query(`UPDATE app.profile SET digest_at = now() - interval '1 minute'`)
  await client.query('SET LOCAL ROLE todo_system')
  if (
    (await one('SELECT count(*)::int AS count FROM app.read_outbox(ARRAY(SELECT generate_series(0, 15)), 1000)')) === 0
  )
    problems.push('no outbox')
  if ((await one('SELECT app.claim_due_reminders(100) AS count')) !== 2) problems.push('reminders are not claimed')
  if ((await one('SELECT app.claim_missed_occurrences(100) AS count')) !== 2)
    problems.push('missed occurrences are not claimed')
  // A digest is a notification of tasks, and brings its deliveries with it.
  if ((await one('SELECT app.claim_due_digests(100, 6) AS count')) !== 2) problems.push('digests are not made')
  if ((await one('SELECT app.claim_due_deliveries(100, 300, 48) AS count')) !== 2)
    problems.push('deliveries are not claimed')
  const { rows } = await client.query<{ purged: Record<string, number> }>(
    'SELECT app.purge_expired(48, 48, 24, 30, 1000) AS purged',
  )
  for (const kind of ['mutations', 'undo', 'confirmations', 'usage'])
    if (!((rows[0]?.purged[kind] ?? 0) > 0)) problems.push(`${kind} are not purged`)
  return problems
}

/** Whether a statement reached a row: a policy hides it or refuses, and only then do constraints have a say. */
async function writes(text: string, values: unknown[]): Promise<boolean> {
  await client.query('SAVEPOINT attempt')
  try {
    return ((await client.query(text, values)).rowCount ?? 0) > 0
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    return error.code !== '42501'
  } finally {
    await client.query('ROLLBACK TO SAVEPOINT attempt')
  }
}

/** The problems once `change` was made to the schema, which is taken back. A function that fails is a problem too. */
async function problemsAfter(change: string | null): Promise<string[]> {
  await client.query('BEGIN')
  try {
    if (change !== null) await client.query(change)
    return await probe()
  } catch (error) {
    if (change === null || !(error instanceof pg.DatabaseError)) throw error
    return [error.message]
  } finally {
    await client.query('ROLLBACK')
  }
}

it('finds nothing wrong as long as every policy is in place', async () => {
  expect(await problemsAfter(null)).toEqual([])
})

it('turns red when any one policy is dropped, opened to all or switched off', async () => {
  const policies = await server.query<{ policyname: string; tablename: string }>(
    `SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'app'`,
  )
  expect(policies.length).toBeGreaterThanOrEqual(tenantTables.length)
  for (const { policyname, tablename } of policies) {
    const on = `${policyname} ON app.${tablename}`
    expect(await problemsAfter(`DROP POLICY ${on}`), `dropping ${on}`).not.toEqual([])
    if (policyname === 'tenant') {
      const opened = await problemsAfter(`ALTER POLICY ${on} USING (true) WITH CHECK (true)`)
      expect(opened.join(), `opening ${on}`).toContain('foreign rows are shown')
      const off = await problemsAfter(`ALTER TABLE app.${tablename} DISABLE ROW LEVEL SECURITY`)
      expect(off.join(), `switching off ${on}`).toContain('foreign rows can be changed')
    }
  }
})
