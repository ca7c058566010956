import { PassThrough } from 'node:stream'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { outboxShards } from '../../domain/topology.ts'
import { createLog } from '../../process/log.ts'
import { type CommitSignal, createCommitSignal } from '../database/commit-signal.ts'
import { uuidV7 } from '../identity/uuid-v7.ts'
import { createRecordingSidecar, type RecordingSidecar } from '../testing/recording-sidecar.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { waitUntil } from '../testing/wait-until.ts'
import { type OutboxRelay, startOutboxRelay } from './relay.ts'

let database: TestDatabase
let admin: pg.Pool
let sidecar: RecordingSidecar
let relays: OutboxRelay[]
const commits = createCommitSignal()
const log = createLog({ app: 'test', level: 'error', destination: new PassThrough().resume() })

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new pg.Pool({ connectionString: database.adminUrl, max: 4 })
  admin.on('error', () => {})
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})
beforeEach(async () => {
  await admin.query('DELETE FROM app.outbox')
  sidecar = createRecordingSidecar()
  relays = []
})
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()))
})

type Start = { to?: RecordingSidecar; commits?: CommitSignal; pollMs?: number }
function start({ to = sidecar, commits: heard = commits, pollMs = 50 }: Start = {}): OutboxRelay {
  const relay = startOutboxRelay({
    url: database.url('todo_system'),
    sidecar: to,
    commits: heard,
    log,
    pollMs,
    rebalanceMs: 50,
  })
  relays.push(relay)
  return relay
}

async function createUser(): Promise<string> {
  const id = uuidV7()
  await admin.query(`INSERT INTO auth."user" (id, name, email) VALUES ($1, 'n', $2)`, [id, id])
  await admin.query('INSERT INTO app.profile (user_id) VALUES ($1)', [id])
  return id
}
type Client = Pick<pg.Pool, 'query'>
/** Writes rows of a user into the outbox as every change does. */
async function emit(userId: string, taskIds: readonly string[], client: Client = admin): Promise<void> {
  for (const taskId of taskIds)
    await client.query(
      `SELECT app.emit($1::uuid, 1::bigint, 'task-events', 'task.created', jsonb_build_object('taskId', $2::text, 'version', 1))`,
      [userId, taskId],
    )
}
const published = (userId: string, from = sidecar) => from.of('task.created', userId).map(({ data }) => data.taskId)
const numbers = (count: number, first = 1) => Array.from({ length: count }, (_, index) => String(index + first))
const unpublished = async () =>
  Number((await admin.query('SELECT count(*) FROM app.outbox WHERE published_at IS NULL')).rows[0]?.count)

describe('the outbox relay', () => {
  it('publishes each user’s rows once and in order', async () => {
    const users = await Promise.all(Array.from({ length: 20 }, createUser))
    for (const user of users) await emit(user, numbers(30))
    start()
    await waitUntil(async () => (await unpublished()) === 0)
    for (const user of users) expect(published(user)).toEqual(numbers(30))
  })

  it('neither skips nor reorders rows that commit after higher ids', async () => {
    const [early, late] = [await createUser(), await createUser()]
    const open = await admin.connect()
    await open.query('BEGIN')
    await emit(late, ['first'], open)
    start()
    await emit(early, numbers(3))
    await waitUntil(() => published(early).length === 3)
    await open.query('COMMIT')
    open.release()
    await emit(late, ['second'])
    await waitUntil(() => published(late).length === 2)
    expect(published(late)).toEqual(['first', 'second'])
  })

  it('holds back what follows a refused event of the same user, and nobody else', async () => {
    const [stuck, other] = [await createUser(), await createUser()]
    await emit(stuck, ['1', '2'])
    sidecar.refuse = (event) =>
      event.type === 'task.created' && event.data.userId === stuck && event.data.taskId === '2'
    await emit(stuck, ['3', '4'])
    await emit(other, numbers(3))
    start()
    await waitUntil(() => published(other).length === 3)
    await waitUntil(async () => (await unpublished()) === 3)
    expect(published(stuck)[0]).toBe('1')
    sidecar.refuse = null
    await waitUntil(async () => (await unpublished()) === 0)
    // At least once: whatever came past the refused one comes again behind it.
    expect(published(stuck).slice(-3)).toEqual(['2', '3', '4'])
    expect(published(other)).toEqual(numbers(3))
  })

  it('waits for a broker that cannot be reached and loses nothing', async () => {
    const user = await createUser()
    sidecar.reachable = false
    start()
    await emit(user, numbers(5))
    commits.committed(user)
    await emit(user, numbers(5, 6))
    sidecar.reachable = true
    await waitUntil(async () => (await unpublished()) === 0)
    expect(published(user)).toEqual(numbers(10))
  })

  it('publishes what was committed before it was stopped, however much that is', async () => {
    const user = await createUser()
    const relay = startOutboxRelay({
      url: database.url('todo_system'),
      sidecar,
      commits: createCommitSignal(),
      log,
      pollMs: 60_000,
      batchSize: 2,
    })
    await waitUntil(() => relay.ownedShards().length === outboxShards)
    await emit(user, numbers(5))
    await relay.stop()
    expect(published(user)).toEqual(numbers(5))
  })

  it('stops though the broker takes nothing any more', async () => {
    const user = await createUser()
    sidecar.reachable = false
    const relay = start()
    await waitUntil(() => relay.ownedShards().length === outboxShards)
    await emit(user, numbers(2))
    await relay.stop()
    expect(await unpublished()).toBe(2)
  })

  it('goes on after its database connection was cut', async () => {
    const user = await createUser()
    const relay = start()
    await waitUntil(() => relay.ownedShards().length === outboxShards)
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'todo-relay'`)
    await emit(user, numbers(3))
    await waitUntil(async () => (await unpublished()) === 0)
    expect(published(user)).toEqual(numbers(3))
  })
})

describe('several relays', () => {
  it('share the shards about evenly, pass them on, and publish every row once in order meanwhile', async () => {
    const users = await Promise.all(Array.from({ length: 12 }, createUser))
    const first = start()
    await waitUntil(() => first.ownedShards().length === outboxShards)
    const second = start()
    const writing = (async () => {
      for (let n = 1; n <= 40; n += 1) await Promise.all(users.map((user) => emit(user, [String(n)])))
    })()
    await waitUntil(
      () => first.ownedShards().length === outboxShards / 2 && second.ownedShards().length === outboxShards / 2,
    )
    expect(first.ownedShards().filter((shard) => second.ownedShards().includes(shard))).toEqual([])
    await writing
    await first.stop()
    await waitUntil(() => second.ownedShards().length === outboxShards)
    await waitUntil(async () => (await unpublished()) === 0)
    for (const user of users) expect(published(user)).toEqual(numbers(40))
  })

  it('publish at once what another process has committed into their shards', async () => {
    const users = await Promise.all(Array.from({ length: 16 }, createUser))
    const [own, others] = [createCommitSignal(), createCommitSignal()]
    start({ commits: own, pollMs: 60_000 })
    const second = start({ commits: others, pollMs: 60_000 })
    await waitUntil(() => {
      own.committed(null)
      return second.ownedShards().length === outboxShards / 2
    })
    for (let round = 1; round <= 5; round += 1) {
      for (const user of users) await emit(user, [String(round)])
      own.committed(null)
      await waitUntil(async () => (await unpublished()) === 0)
    }
    for (const user of users) expect(published(user)).toEqual(numbers(5))
  })

  it('a relay that is stopped finishes what it is publishing before another takes over', async () => {
    const user = await createUser()
    const slow = createRecordingSidecar()
    let release = () => {}
    let entered = false
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const publishBulk: RecordingSidecar['publishBulk'] = async (topic, events) => {
      entered = true
      await gate
      return sidecar.publishBulk(topic, events)
    }
    const first = start({ to: { ...slow, publishBulk } })
    await waitUntil(() => first.ownedShards().length === outboxShards)
    await emit(user, numbers(3))
    commits.committed(user)
    await waitUntil(() => entered)
    const stopping = first.stop()
    const second = start()
    await emit(user, ['4'])
    release()
    await stopping
    await waitUntil(() => second.ownedShards().length === outboxShards)
    await waitUntil(async () => (await unpublished()) === 0)
    expect(published(user)).toEqual(numbers(4))
  })
})
