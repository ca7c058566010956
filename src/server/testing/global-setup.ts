import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startThrowawayPostgres } from '../../local/postgres/throwaway.ts'
import { roles, templateDatabase, testUrl } from './test-urls.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the superuser of the run's PostgreSQL. */
    adminDatabaseUrl: string
  }
}

/** One real PostgreSQL for the run, with a migrated database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startThrowawayPostgres()
  try {
    await createRolesAndTemplate(postgres.adminUrl)
    await promisify(execFile)('prisma', ['migrate', 'deploy'], {
      env: { ...process.env, MIGRATION_DATABASE_URL: testUrl(postgres.adminUrl, 'todo_migrator', templateDatabase) },
    })
  } catch (error) {
    await postgres.stop()
    throw error
  }
  project.provide('adminDatabaseUrl', postgres.adminUrl)
  return () => postgres.stop()
}

async function createRolesAndTemplate(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    for (const role of roles) await client.query(`CREATE ROLE ${role} LOGIN NOINHERIT PASSWORD '${role}'`)
    await client.query(`CREATE DATABASE ${templateDatabase} OWNER todo_migrator`)
  } finally {
    await client.end()
  }
}
