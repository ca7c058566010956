import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { appliedMigrations, migrateDatabase, releasedMigrations } from './migrate.ts'
import { startThrowawayPostgres, type ThrowawayPostgres } from './postgres/throwaway.ts'
import { provisionDatabase } from './provision.ts'

const password = (): string => randomBytes(16).toString('hex')
const secrets = { migrator: password(), app: password(), auth: password(), system: password(), sidecar: password() }
let server: ThrowawayPostgres
let url: string
let number = 0

beforeAll(async () => {
  server = await startThrowawayPostgres()
})
afterAll(() => server.stop())
beforeEach(async () => {
  number += 1
  url = (await provisionDatabase({ adminUrl: server.adminUrl, database: `migrate_${number}`, secrets })).migrator
})

async function change(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

const names = async (): Promise<string[]> => (await appliedMigrations(url)).map(({ name }) => name)
const released = (await releasedMigrations()).map(({ name }) => name)

test('a new database gets every migration, one that is up to date none', async () => {
  expect(await migrateDatabase(url)).toBe(released.length)
  expect(await names()).toEqual(released)
  expect(await migrateDatabase(url)).toBe(0)
})

test('a database may be brought only as far as a backup, and further later', async () => {
  expect(await migrateDatabase(url, 1)).toBe(1)
  expect(await names()).toEqual(released.slice(0, 1))
  expect(await migrateDatabase(url)).toBe(released.length - 1)
})

test('a migration that was interrupted is done again', async () => {
  await migrateDatabase(url, 1)
  await change(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at)
     VALUES ('interrupted', '${(await releasedMigrations())[1]?.checksum}', '${released[1]}', now())`,
  )
  expect(await migrateDatabase(url)).toBe(released.length - 1)
  expect(await names()).toEqual(released)
})

test('data of a newer release, or of changed migrations, are refused and explained', async () => {
  await migrateDatabase(url, 1)
  await change(`UPDATE _prisma_migrations SET checksum = 'other'`)
  await expect(migrateDatabase(url)).rejects.toThrow(`Migration ${released[0]} is not the one that made these data.`)
  await change(`UPDATE _prisma_migrations SET migration_name = '29990101000000_later'`)
  await expect(migrateDatabase(url)).rejects.toMatchObject({
    name: 'StartFailure',
    message: expect.stringContaining('made by a newer release (migration 29990101000000_later'),
  })
})

test('a migration that fails says why and leaves nothing half done', async () => {
  await migrateDatabase(url, 1)
  await change('CREATE FUNCTION app.current_user_id() RETURNS uuid LANGUAGE sql RETURN NULL::uuid')
  await expect(migrateDatabase(url)).rejects.toThrow(/prisma migrate deploy.*already exists/s)
  await change('DROP FUNCTION app.current_user_id()')
  expect(await migrateDatabase(url)).toBe(released.length - 1)
})

test('a database of somebody else is not touched', async () => {
  await change('CREATE SCHEMA app; CREATE TABLE app.task ()')
  await expect(migrateDatabase(url)).rejects.toThrow('holds something that todo-chatbot did not make')
})
