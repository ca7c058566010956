import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts'

let dataDir: string
const said: string[] = []
const running: EmbeddedPostgres[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'todo-chatbot-embedded-'))
})
afterAll(async () => {
  for (const server of running) await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: (line) => said.push(line) })
  running.push(server)
  return server
}

async function query(server: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.adminUrl })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const kept = 'SELECT n FROM kept'
const portOf = (server: EmbeddedPostgres): string => new URL(server.adminUrl).port

test('data and port survive a restart', async () => {
  const first = await start()
  await query(first, 'CREATE TABLE kept AS SELECT 1 AS n')
  await first.stop()
  const second = await start()
  expect(await query(second, kept)).toEqual([{ n: 1 }])
  expect(portOf(second)).toBe(portOf(first))
  await second.stop()
})

test('a server left running is stopped before the next one starts', async () => {
  const leftOver = await start()
  await query(leftOver, 'INSERT INTO kept VALUES (2)')
  const next = await start()
  await expect(leftOver.ended).resolves.toContain('shut down')
  expect(said.join()).toContain('left behind')
  expect(await query(next, kept)).toEqual([{ n: 1 }, { n: 2 }])
  await next.stop()
})

test('a pid file whose number another program has now does not block the start', async () => {
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  await writeFile(file, `${process.ppid}\n/somewhere\n1\n1\n\n127.0.0.1\n 1 1\nready\n`)
  const server = await start()
  expect(await query(server, kept)).toHaveLength(2)
  await server.stop()
})

test('lost secrets lock nobody out of the data', async () => {
  await rm(join(dataDir, 'secrets.json'))
  const server = await start()
  expect(await query(server, kept)).toHaveLength(2)
  await server.stop()
})

test('data of another major version are explained and left as they are', async () => {
  const file = join(dataDir, 'postgres', 'PG_VERSION')
  const version = await readFile(file, 'utf8')
  await writeFile(file, '16\n')
  await expect(start()).rejects.toMatchObject({
    message: expect.stringContaining('made by PostgreSQL 16'),
    remedy: expect.stringContaining('npm run backup'),
  })
  await writeFile(file, version)
  const server = await start()
  expect(await query(server, kept)).toHaveLength(2)
})
