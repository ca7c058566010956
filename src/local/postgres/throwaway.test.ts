import { existsSync } from 'node:fs'
import pg from 'pg'
import { expect, test } from 'vitest'
import { startThrowawayPostgres } from './throwaway.ts'

test('a throw-away server has what the migrations need, and vanishes', async () => {
  const server = await startThrowawayPostgres()
  const client = new pg.Client({ connectionString: server.adminUrl })
  await client.connect()
  await client.query('CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin')
  const { rows } = await client.query(
    `SELECT uuidv7() AS id, lower('ÄÖ') AS lower, current_setting('server_encoding') AS encoding,
            current_setting('timezone') AS zone`,
  )
  await client.end()
  expect(rows[0]).toMatchObject({ lower: 'äö', encoding: 'UTF8', zone: 'UTC' })
  expect(existsSync(server.folder)).toBe(true)
  await server.stop()
  await expect(new pg.Client({ connectionString: server.adminUrl }).connect()).rejects.toThrow('ECONNREFUSED')
  expect(existsSync(server.folder)).toBe(false)
})
