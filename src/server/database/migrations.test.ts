import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('the migrations make exactly what the Prisma schema says', async () => {
  const args = [
    'migrate',
    'diff',
    '--from-migrations',
    'src/server/database/migrations',
    '--to-schema',
    'src/server/database/schema.prisma',
    '--script',
  ]
  // The replay needs a database of its own, which only the superuser may make.
  const diff = promisify(execFile)('prisma', args, {
    env: { ...process.env, MIGRATION_DATABASE_URL: inject('adminDatabaseUrl') },
  })
  await expect(diff).resolves.toMatchObject({ stdout: expect.stringContaining('empty migration') })
})

test('every table of schema app forces row-level security with a tenant policy', async () => {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  const { rows } = await client.query(`
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forced,
      (SELECT count(*)::int FROM pg_policies p WHERE p.schemaname = 'app' AND p.tablename = c.relname AND p.policyname = 'tenant') AS policies
    FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace AND c.relkind = 'r' ORDER BY 1`)
  await client.end()
  expect(rows.length).toBeGreaterThan(5)
  for (const row of rows) expect(row).toMatchObject({ forced: true, policies: 1 })
})
