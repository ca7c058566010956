import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { limits } from '../../domain/limits.ts'
import { createTestServer, type TestServer } from '../testing/create-test-server.ts'
import { fire } from '../testing/sidecar-calls.ts'
import { waitUntil } from '../testing/wait-until.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

const count = async (table: string, userId: string) =>
  (await server.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table} WHERE user_id = $1`, [userId]))[0]
    ?.count

it('removes what has expired and nothing else, also when it fires several times at once', async () => {
  const [old, fresh] = [await server.createUser(), await server.createUser()]
  for (const user of [old, fresh]) await user.api.tasks.create({ mutationId: randomUUID(), task: { title: 'Stays' } })
  await waitUntil(() => server.sidecar.of('task.created', old.id).length === 1)
  await waitUntil(async () => (await server.query('SELECT FROM app.outbox WHERE published_at IS NULL')).length === 0)
  const expired = [
    ['app.outbox', 'published_at', limits.outboxRetentionHours],
    ['app.mutation', 'created_at', limits.mutationRetentionHours],
    ['app.undo_entry', 'created_at', limits.undoHours],
  ] as const
  for (const [table, column, hours] of expired)
    await server.query(`UPDATE ${table} SET ${column} = now() - make_interval(hours => $2) WHERE user_id = $1`, [
      old.id,
      hours + 1,
    ])
  await server.query(
    `INSERT INTO app.outbox (user_id, seq, shard, type, topic, data, created_at) VALUES ($1, 9, 0, 'task.created', 'no-topic', '{}', now() - interval '90 hours')`,
    [old.id],
  )
  for (const user of [old, fresh])
    await server.query(
      `INSERT INTO app.delivery (id, user_id, key, channel, reminders, status, finished_at)
       VALUES ($1, $2, 'k', 'email', '[]', 'delivered', now() - make_interval(days => $3))`,
      [randomUUID(), user.id, limits.deliveryRetentionDays + (user === old ? 1 : -1)],
    )
  await server.query(
    `INSERT INTO auth.access_token (id, user_id, name, token_hash, scopes, expires_at)
     SELECT gen_random_uuid(), user_id, 'cli', user_id::text || days::text, '{read}', now() - make_interval(days => days)
     FROM unnest($1::uuid[]) user_id, unnest(ARRAY[29, 31]) days`,
    [[old.id, fresh.id]],
  )
  await server.query(
    `INSERT INTO app.model_usage (user_id, day) SELECT $1, current_date - days FROM unnest(ARRAY[0, 399, 402]) days`,
    [old.id],
  )
  await Promise.all([1, 2, 3].map(() => fire(server, 'purge-expired')))
  expect(await count('app.delivery', old.id)).toBe(0)
  expect(await count('app.delivery', fresh.id)).toBe(1)
  expect(await count('auth.access_token', old.id)).toBe(1)
  expect(await count('app.model_usage', old.id)).toBe(2)
  for (const table of ['app.mutation', 'app.undo_entry']) {
    expect(await count(table, old.id), table).toBe(0)
    expect(await count(table, fresh.id), table).toBe(1)
  }
  // What was never published is kept, however old.
  expect(await count('app.outbox', old.id)).toBe(1)
  expect(await count('app.outbox', fresh.id)).toBe(2)
  expect(await count('app.task', old.id)).toBe(1)
})

it('removes idle guests with everything of theirs, not accounts and not guests who were here lately', async () => {
  const users = {
    idle: await server.createUser({ isGuest: true }),
    active: await server.createUser({ isGuest: true }),
    account: await server.createUser(),
  }
  for (const user of Object.values(users)) {
    await user.api.tasks.create({ mutationId: randomUUID(), task: { title: 'Mine' } })
    await server.query(`UPDATE auth."user" SET updated_at = now() - interval '31 days' WHERE id = $1`, [user.id])
  }
  await server.query(
    `INSERT INTO auth.session (id, user_id, token, expires_at, updated_at) VALUES ($1, $2, 't', now() + interval '1 day', now())`,
    [randomUUID(), users.active.id],
  )
  expect(await fire(server, 'purge-expired')).toMatchObject({ guests: 1 })
  expect(await count('app.task', users.idle.id)).toBe(0)
  expect(await count('app.task', users.active.id)).toBe(1)
  expect(await count('app.task', users.account.id)).toBe(1)
})

it('answers Dapr, which asks whether the bindings are taken', async () => {
  for (const name of ['reminder-sweep', 'purge-expired'])
    expect((await fetch(`${server.url}/${name}`, { method: 'OPTIONS' })).status).toBe(200)
})
