import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimDataFolder } from '../data-folder.ts'
import { migrateDatabase } from '../migrate.ts'
import { startEmbeddedPostgres } from '../postgres/embedded.ts'
import { databaseUrl, provisionDatabase } from '../provision.ts'
import { loadSecrets } from '../secrets.ts'
import { migrate as migrateSidecars } from '../sidecar/broker/schema.ts'
import { qualified, tablesOf } from './dump.ts'
import { makeBackup } from './make-backup.ts'
import { restoreBackup } from './restore-backup.ts'

let folder: string
let dataDir: string
let file: string
let before: unknown
let authSecret: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-backup-'))
  dataDir = join(folder, 'data')
  file = join(folder, 'all.backup')
  await withProduct(async (adminUrl) => {
    await fill(adminUrl)
    // The product runs meanwhile: this process holds the folder.
    await makeBackup(dataDir, file)
    before = await contents(adminUrl)
  })
  authSecret = (await loadSecrets(dataDir)).authSecret
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The database as `npm start` runs it. */
async function withProduct<T>(work: (adminUrl: string) => Promise<T>): Promise<T> {
  const lock = await claimDataFolder(dataDir)
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined })
  try {
    const { roles } = await loadSecrets(dataDir)
    const urls = await provisionDatabase({ adminUrl: server.adminUrl, secrets: roles })
    await migrateDatabase(urls.migrator)
    const sidecars = new pg.Pool({ connectionString: urls.sidecar })
    await migrateSidecars(sidecars)
    await sidecars.end()
    return await work(server.adminUrl)
  } finally {
    await server.stop()
    await lock.release()
  }
}

async function withDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function fill(adminUrl: string): Promise<void> {
  const user = randomUUID()
  await withDatabase(databaseUrl(adminUrl, 'app'), async (client) => {
    await client.query(`INSERT INTO auth.user (id, name, email) VALUES ($1, 'Ann', 'ann@example.com')`, [user])
    await client.query('INSERT INTO app.profile (user_id, seq) VALUES ($1, 9007199254740993)', [user])
    await client.query(
      `INSERT INTO app.task (id, user_id, title, notes, tags, time_zone, recurrence, due_date, due_at, series_id, occurrence)
       SELECT gen_random_uuid(), $1, 'Täsk ' || n, E'tab\\t"quotes" \\\\ line\\nbreak', ARRAY['a', 'b,c', '"'], 'Europe/Berlin',
              '{"rule": {"freq": "daily"}}', '2028-02-29', '2028-02-29T12:34:56.789Z', gen_random_uuid(), '2028-02-29'
       FROM generate_series(1, 2500) AS n`,
      [user],
    )
    await client.query(
      `INSERT INTO app.outbox (user_id, seq, shard, type, topic, data, published_at)
       VALUES ($1, 1, 1, 'task.created', 'task-events', '{}', now() - interval '1 hour'),
              ($1, 2, 1, 'task.created', 'task-events', '{}', NULL)`,
      [user],
    )
  })
  await withDatabase(databaseUrl(adminUrl, 'sidecar'), async (client) => {
    await client.query(`INSERT INTO message VALUES ('reminders', 3, 9, 'key', '{"id": "x"}')`)
    await client.query(`INSERT INTO cursor VALUES ('notifications', 'reminders', 3, 8)`)
  })
}

/** Every row of both databases, and how far their sequences are. */
async function contents(adminUrl: string): Promise<unknown> {
  const read = (database: 'app' | 'sidecar') =>
    withDatabase(databaseUrl(adminUrl, database), async (client) => {
      const tables = await tablesOf(client)
      const rows = []
      for (const table of tables) {
        const result = await client.query(`SELECT t::text AS row FROM ${qualified(table)} t ORDER BY 1`)
        rows.push([qualified(table), result.rows.map(({ row }) => row)])
      }
      const sequences = await client.query('SELECT sequencename, last_value FROM pg_sequences ORDER BY 1')
      return { rows, sequences: sequences.rows }
    })
  return { app: await read('app'), sidecar: await read('sidecar') }
}

test('what was backed up is restored to the last row, whatever became of the data', async () => {
  await rm(dataDir, { recursive: true })
  await restoreBackup({ dataDir, file, force: false })
  expect(await withProduct(contents)).toEqual(before)
  expect((await loadSecrets(dataDir)).authSecret).toBe(authSecret)
})

test('data that are there are replaced only by force, and never while the product runs', async () => {
  await expect(restoreBackup({ dataDir, file, force: false })).rejects.toThrow('has data already')
  const change = (adminUrl: string) =>
    withDatabase(databaseUrl(adminUrl, 'app'), (client) => client.query('DELETE FROM app.task'))
  await withProduct(async (adminUrl) => {
    await change(adminUrl)
    await expect(restoreBackup({ dataDir, file, force: true })).rejects.toThrow('already runs')
  })
  await restoreBackup({ dataDir, file, force: true })
  expect(await withProduct(contents)).toEqual(before)
})

const sidecarEarlier = (line: string): string =>
  JSON.stringify({ ...JSON.parse(line), sidecarAt: new Date(Date.now() - 7_200_000).toISOString() })

/** A copy of the backup with other lines and, as a forger would, the right checksum. */
async function rewrite(target: string, change: (lines: string[]) => string[]): Promise<void> {
  const lines = gunzipSync(await readFile(file))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(0, -1)
  const changed = change(lines)
  const sha256 = createHash('sha256')
    .update(changed.map((line) => `${line}\n`).join(''))
    .digest('hex')
  const end = JSON.stringify(['end', { lines: changed.length, sha256 }])
  await writeFile(target, gzipSync([...changed, end].join('\n')))
}

test('a backup that is not sound, or of another release, is refused before anything is touched', async () => {
  const bad = join(folder, 'bad.backup')
  const whole = await readFile(file)
  const plain = gunzipSync(whole).toString('utf8')
  const attempts: [string, Buffer | string, RegExp][] = [
    ['cut short', whole.subarray(0, whole.length - 200), /not a sound backup/],
    ['changed', gzipSync(plain.replace('Täsk 7', 'Täsk 8')), /checksum does not match/],
    ['ends early', gzipSync(plain.split('\n').slice(0, 20).join('\n')), /ends too early/],
    ['no backup', 'something else', /not a sound backup/],
    ['empty', '', /not a sound backup/],
    ['newer format', gzipSync('{"format":"todo-chatbot-backup","version":99}\n'), /newer release/],
  ]
  for (const [, content, sentence] of attempts) {
    await writeFile(bad, content)
    await expect(restoreBackup({ dataDir, file: bad, force: true })).rejects.toMatchObject({
      name: 'StartFailure',
      message: expect.stringMatching(sentence),
    })
  }
  await expect(restoreBackup({ dataDir, file: join(folder, 'none'), force: true })).rejects.toThrow('There is no file')
  await rewrite(bad, (lines) =>
    lines.map((line, index) => (index === 0 ? line.replace('20261123000001', '20991123') : line)),
  )
  await expect(restoreBackup({ dataDir, file: bad, force: true })).rejects.toThrow('made by another release')
  expect(await withProduct(contents)).toEqual(before)
})

test('a row that the database refuses leaves the data as they were', async () => {
  const bad = join(folder, 'refused.backup')
  await rewrite(bad, (lines) => lines.map((line) => line.replace('"Täsk 7"', 'null')))
  await expect(restoreBackup({ dataDir, file: bad, force: true })).rejects.toThrow('null value')
  expect(await withProduct(contents)).toEqual(before)
})

test('events published after the snapshot of the messages are published again', async () => {
  const late = join(folder, 'late.backup')
  await rewrite(late, (lines) => lines.map((line, index) => (index === 0 ? sidecarEarlier(line) : line)))
  await restoreBackup({ dataDir, file: late, force: true })
  const waiting = await withProduct((adminUrl) =>
    withDatabase(databaseUrl(adminUrl, 'app'), (client) =>
      client.query('SELECT seq FROM app.outbox WHERE published_at IS NULL ORDER BY seq'),
    ),
  )
  expect(waiting.rows).toEqual([{ seq: '1' }, { seq: '2' }])
})
