import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestServer, type TestServer } from '../testing/create-test-server.ts'
import { createEmptyDatabase } from '../testing/test-database.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

async function readiness(of: TestServer) {
  const response = await fetch(`${of.url}/readyz`)
  return { status: response.status, ...((await response.json()) as { checks: Record<string, boolean> }) }
}

test('a server is ready when the database has the migrations it was built for, and a later release’s do no harm', async () => {
  expect(await readiness(server)).toMatchObject({ status: 200, checks: { database: true, schema: true } })
  await server.query(
    `INSERT INTO public._prisma_migrations (id, checksum, migration_name, finished_at)
     VALUES ('later', '', '29990101000000_of_a_later_release', now())`,
  )
  expect(await readiness(server)).toMatchObject({ status: 200 })
})

test.each(['finished_at = NULL', 'rolled_back_at = now()'])('with the last one at %s it is not', async (state) => {
  const last = `migration_name = (SELECT max(migration_name) FROM public._prisma_migrations WHERE migration_name < '2999')`
  await server.query(`UPDATE public._prisma_migrations SET ${state} WHERE ${last}`)
  expect(await readiness(server)).toMatchObject({ status: 503, checks: { database: true, schema: false } })
  await server.query(`UPDATE public._prisma_migrations SET finished_at = now(), rolled_back_at = NULL WHERE ${last}`)
  expect(await readiness(server)).toMatchObject({ status: 200 })
})

test('on a database without any schema it is alive and not ready', async () => {
  const empty = await createEmptyDatabase('todo_app')
  const waiting = await createTestServer({
    database: { url: () => empty.url, adminUrl: empty.url, drop: () => empty.drop() },
  })
  expect(await readiness(waiting)).toMatchObject({ status: 503, checks: { database: true, schema: false } })
  expect((await fetch(`${waiting.url}/healthz`)).status).toBe(200)
  await waiting.close()
  await empty.drop()
})
