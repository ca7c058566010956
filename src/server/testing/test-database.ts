import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Role, templateDatabase, testUrl } from './test-urls.ts'

export type TestDatabase = {
  /** The database's URL for a role. */
  url(role: Role): string
  /** The database's URL for the superuser: to look behind row-level security, never to write what the product writes. */
  adminUrl: string
  drop(): Promise<void>
}

/** A fresh database with the product's schema, copied from the run's template in about 100 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('adminDatabaseUrl')
  const database = `todo_${randomBytes(6).toString('hex')}`
  await administer(adminUrl, `CREATE DATABASE ${database} TEMPLATE ${templateDatabase} OWNER todo_migrator`)
  const own = new URL(adminUrl)
  own.pathname = `/${database}`
  return {
    url: (role) => testUrl(adminUrl, role, database),
    adminUrl: own.href,
    drop: () => administer(adminUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  }
}

/** An empty database owned by `role`, for what brings its own schema. */
export async function createEmptyDatabase(role: Role): Promise<{ url: string; drop(): Promise<void> }> {
  const adminUrl = inject('adminDatabaseUrl')
  const database = `empty_${randomBytes(6).toString('hex')}`
  await administer(adminUrl, `CREATE DATABASE ${database} OWNER ${role}`)
  return {
    url: testUrl(adminUrl, role, database),
    drop: () => administer(adminUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  }
}

// Copies of one template cannot be made at the same time; parallel test files wait for each other on a lock.
async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(815)')
    await client.query(statement)
  } finally {
    await client.end()
  }
}
