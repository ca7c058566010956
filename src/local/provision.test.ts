import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startThrowawayPostgres, type ThrowawayPostgres } from './postgres/throwaway.ts'
import { type DatabaseUrls, provisionDatabase } from './provision.ts'

const password = (): string => randomBytes(16).toString('hex')
const secrets = { migrator: password(), app: password(), auth: password(), system: password(), sidecar: password() }
let server: ThrowawayPostgres
let urls: DatabaseUrls

beforeAll(async () => {
  server = await startThrowawayPostgres()
  urls = await provisionDatabase({ adminUrl: server.adminUrl, secrets })
})
afterAll(() => server.stop())

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** `url` with another path or user. */
function changed(url: string, change: { database?: string; user?: string; password?: string }): string {
  const other = new URL(url)
  if (change.database) other.pathname = change.database
  if (change.user) other.username = change.user
  if (change.password) other.password = change.password
  return other.href
}

test('each role reaches its own database and no other', async () => {
  for (const role of ['migrator', 'app', 'auth', 'system'] as const) {
    expect(await query(urls[role], 'SELECT current_user, current_database()')).toEqual([
      { current_user: `todo_${role}`, current_database: 'todo' },
    ])
    const elsewhere = query(changed(urls[role], { database: 'todo_sidecar' }), 'SELECT')
    await expect(elsewhere).rejects.toMatchObject({ code: '42501' })
  }
  await expect(query(changed(urls.sidecar, { database: 'todo' }), 'SELECT')).rejects.toMatchObject({ code: '42501' })
  await query(urls.sidecar, 'CREATE TABLE mine ()')
  await expect(query(urls.app, 'CREATE TABLE theirs ()')).rejects.toMatchObject({ code: '42501' })
})

test('repeated at the same time it changes nothing, and brings back a changed password', async () => {
  await query(urls.migrator, 'CREATE TABLE kept ()')
  await query(server.adminUrl, `ALTER ROLE todo_app PASSWORD 'something else'`)
  const again = await Promise.all([1, 2, 3].map(() => provisionDatabase({ adminUrl: server.adminUrl, secrets })))
  expect(again).toEqual([urls, urls, urls])
  expect(await query(urls.app, `SELECT to_regclass('kept') IS NOT NULL AS there`)).toEqual([{ there: true }])
})

test('a role that may create roles and databases is enough', async () => {
  const other = await startThrowawayPostgres()
  try {
    await query(other.adminUrl, `CREATE ROLE manager LOGIN CREATEROLE CREATEDB PASSWORD 'manager'`)
    const adminUrl = changed(other.adminUrl, { user: 'manager', password: 'manager' })
    const made = await provisionDatabase({ adminUrl, secrets })
    expect(await provisionDatabase({ adminUrl, secrets })).toEqual(made)
    await query(made.migrator, 'CREATE SCHEMA app; CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin')
  } finally {
    await other.stop()
  }
})

test('what stands in the way is said in a sentence', async () => {
  const adminUrl = server.adminUrl
  await query(adminUrl, `CREATE ROLE nobody LOGIN PASSWORD 'nobody'`)
  const attempts: [string, RegExp][] = [
    [changed(adminUrl, { user: 'nobody', password: 'nobody' }), /"nobody" .* may not create roles and databases/],
    [changed(adminUrl, { password: 'wrong' }), /refuses the user "postgres" or its password/],
    [changed(adminUrl, { database: 'absent' }), /has no database "absent"/],
    ['postgresql://postgres@127.0.0.1:1/postgres', /127\.0\.0\.1:1 cannot be reached: .*ECONNREFUSED/],
    ['postgresql://postgres@no-such-host.invalid/postgres', /no-such-host\.invalid:5432 cannot be reached/],
  ]
  for (const [url, sentence] of attempts) {
    await expect(provisionDatabase({ adminUrl: url, secrets })).rejects.toMatchObject({
      name: 'StartFailure',
      message: expect.stringMatching(sentence),
    })
  }
})
