import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { AppEvent } from '../../domain/events.ts'
import { wakeUp } from '../../domain/topology.ts'
import { createLog } from '../../process/log.ts'
import { createSidecar } from '../../process/sidecar/create-sidecar.ts'
import type { Sidecar } from '../../process/sidecar/sidecar.ts'
import { createEmptyDatabase } from '../../server/testing/test-database.ts'
import { purge } from './broker/retention.ts'
import { type StandIn, startStandIn } from './contract/start-stand-in.ts'
import { type ContractApps, reminderDue, startContractApps } from './contract/target.ts'
import { listDeadLetters, replayDeadLetter } from './dead-letters.ts'
import { startSidecars } from './start-sidecars.ts'

// What the stand-in does beyond the contract it shares with daprd.

const route = '/events/reminders'
const patience = { timeout: 40_000, interval: 5 }
const quiet = createLog({ app: 'test', level: 'error', destination: { write: () => {} } })

let apps: ContractApps
let standIn: StandIn

beforeAll(async () => {
  apps = await startContractApps()
  standIn = await startStandIn(apps)
})
afterEach(() => {
  for (const app of Object.values(apps)) app.reset()
})
afterAll(async () => {
  await standIn.close()
  await Promise.all(Object.values(apps).map((app) => app.shut()))
})

const client = (): Sidecar =>
  createSidecar({ port: standIn.port('server'), apiToken: standIn.daprApiToken('server'), log: quiet })
const received = () => apps.notifications.eventIds(route)

async function query<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
  const database = new pg.Client({ connectionString: standIn.databaseUrl })
  await database.connect()
  try {
    return (await database.query<T>(text)).rows
  } finally {
    await database.end()
  }
}

test('a second process on the same database is refused', async () => {
  const second = startSidecars({ apps: {}, databaseUrl: standIn.databaseUrl, secrets: {}, logger: quiet })
  await expect(second).rejects.toThrow('already uses this database')
})

test('an app that cannot serve now (503) is waited for longer than retries last', async () => {
  let refusals = 12
  apps.notifications.answer(route, () => (refusals-- > 0 ? { status: 503 } : {}))
  const event = reminderDue()
  await client().publish(event)
  await vi.waitFor(() => expect(received()).toHaveLength(13), patience)
  expect((await listDeadLetters(standIn.databaseUrl)).filter(({ envelope }) => envelope.includes(event.id))).toEqual([])
})

test('a dead letter tells its consumer, reason and attempts, and can be replayed', async () => {
  const event = reminderDue()
  apps.notifications.answer(route, () => ({ status: 500 }))
  await client().publish(event)
  const find = async () =>
    (await listDeadLetters(standIn.databaseUrl)).find(({ envelope }) => envelope.includes(event.id))
  await vi.waitFor(async () => expect(await find()).toBeDefined(), patience)
  const letter = await find()
  expect(letter).toMatchObject({ app: 'notifications', topic: 'reminders', reason: 'status 500', attempts: 4 })
  apps.notifications.reset()
  expect(await replayDeadLetter(standIn.databaseUrl, letter?.id ?? '')).toBe(true)
  await vi.waitFor(() => expect(received()).toEqual([event.id]), patience)
  await vi.waitFor(async () => expect(await find()).toBeUndefined(), patience)
})

test('a replay of what does not exist says so', async () => {
  expect(await replayDeadLetter(standIn.databaseUrl, '999999')).toBe(false)
  expect(await replayDeadLetter(standIn.databaseUrl, 'x; DROP TABLE message')).toBe(false)
})

const settingsChanged = (userId: string, seq: number): AppEvent => ({
  type: 'settings.changed',
  id: randomUUID(),
  data: { userId, seq },
})

test('a wake-up reaches every replica, is not stored, and not repeated when it is refused', async () => {
  const servers = [apps.server, apps.secondServer]
  const [refused, next] = [settingsChanged(randomUUID(), 1), settingsChanged(randomUUID(), 1)]
  for (const server of servers) server.answer(wakeUp.route, () => ({ status: 500 }))
  for (const event of [refused, next]) {
    await client().publish(event)
    for (const server of servers)
      await vi.waitFor(() => expect(server.eventIds(wakeUp.route)).toContain(event.id), patience)
  }
  for (const server of servers) expect(server.eventIds(wakeUp.route)).toEqual([refused.id, next.id])
  expect(await query(`SELECT FROM message WHERE topic = 'task-updates'`)).toEqual([])
})

test('of a burst of wake-ups every user’s last arrives', async () => {
  const users = Array.from({ length: 50 }, () => randomUUID())
  const events = Array.from({ length: 20 }, (_, round) =>
    users.map((userId) => settingsChanged(userId, round + 1)),
  ).flat()
  await client().publishBulk('task-updates', events)
  const last = events.slice(-users.length).map(({ id }) => id)
  for (const server of [apps.server, apps.secondServer]) {
    await vi.waitFor(() => expect(server.eventIds(wakeUp.route)).toEqual(expect.arrayContaining(last)), patience)
    expect(server.eventIds(wakeUp.route).length).toBeLessThan(events.length)
  }
})

test('of a burst each event is handed over once', async () => {
  const events = Array.from({ length: 1_000 }, () => reminderDue())
  expect(await client().publishBulk('reminders', events)).toEqual([])
  await vi.waitFor(() => expect(received().length).toBeGreaterThanOrEqual(1_000), patience)
  expect(new Set(received()).size).toBe(1_000)
  expect(received()).toHaveLength(1_000)
})

test('more than fits into memory waits in the log and comes in order', async () => {
  const userId = randomUUID()
  const held = Promise.withResolvers<void>()
  apps.notifications.answer(route, async () => {
    await held.promise
    return {}
  })
  const events = Array.from({ length: 2_500 }, () => reminderDue(userId))
  for (let from = 0; from < events.length; from += 500)
    await client().publishBulk('reminders', events.slice(from, from + 500))
  held.resolve()
  await vi.waitFor(() => expect(received().length).toBeGreaterThanOrEqual(2_500), patience)
  expect(received()).toEqual(events.map(({ id }) => id))
})

/** Lets time pass for what is stored, purges, and says what is left. */
async function purgeTwoHoursLater(): Promise<string[]> {
  await query(`UPDATE message SET created_at = now() - interval '2 hours'`)
  const pool = new pg.Pool({ connectionString: standIn.databaseUrl })
  await purge(pool)
  await pool.end()
  return (await query<{ envelope: string }>('SELECT envelope FROM message')).map(({ envelope }) => envelope)
}

const untilCursorsAreSaved = () =>
  vi.waitFor(async () => {
    const waiting = `SELECT FROM message LEFT JOIN cursor USING (topic, partition)
                     WHERE message.position > coalesce(cursor.position, 0)`
    expect(await query(waiting)).toEqual([])
  }, patience)

test('a backlog comes in order however many digits its positions have', async () => {
  const userId = randomUUID()
  await apps.notifications.shut()
  const events = Array.from({ length: 120 }, () => reminderDue(userId))
  await client().publishBulk('reminders', events)
  await standIn.restart()
  await apps.notifications.open()
  await vi.waitFor(() => expect(received()).toEqual(events.map(({ id }) => id)), patience)
})

test('what every subscriber is done with is purged after an hour, what is not stays', async () => {
  const held = Promise.withResolvers<void>()
  await untilCursorsAreSaved()
  apps.notifications.answer(route, async () => {
    await held.promise
    return {}
  })
  const waiting = reminderDue()
  await client().publish(waiting)
  expect(await purgeTwoHoursLater()).toEqual([expect.stringContaining(waiting.id)])
  held.resolve()
  await untilCursorsAreSaved()
  expect(await purgeTwoHoursLater()).toEqual([])
})

test('a partition goes on where it was after all of it was purged', async () => {
  const [before, after] = [reminderDue(), reminderDue()]
  after.data.userId = before.data.userId
  await client().publish(before)
  await untilCursorsAreSaved()
  expect(await purgeTwoHoursLater()).toEqual([])
  await standIn.restart()
  await client().publish(after)
  await vi.waitFor(() => expect(received()).toEqual([before.id, after.id]), patience)
})

test('lost database connections are opened again, and nothing accepted is lost', async () => {
  const events = Array.from({ length: 200 }, () => reminderDue())
  const publishing = (async () => {
    const accepted: string[] = []
    for (const event of events) {
      const published = await client()
        .publish(event)
        .then(
          () => true,
          () => false,
        )
      if (published) accepted.push(event.id)
    }
    return accepted
  })()
  const cut = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()`
  await vi.waitFor(() => expect(received().length).toBeGreaterThan(20), patience)
  await query(cut)
  const accepted = await publishing
  expect(accepted.length).toBeGreaterThan(100)
  await vi.waitFor(() => expect(received()).toEqual(expect.arrayContaining(accepted)), patience)
})

test('a taken port is refused and leaves nothing behind', async () => {
  const database = await createEmptyDatabase('todo_sidecar')
  const notifications = { sidecarPort: standIn.port('server'), appPort: apps.notifications.port }
  const options = { databaseUrl: database.url, secrets: {}, logger: quiet }
  await expect(startSidecars({ ...options, apps: { notifications } })).rejects.toThrow('EADDRINUSE')
  // The database is free again at once.
  const sidecars = await startSidecars({ ...options, apps: {} })
  await sidecars.close()
  await database.drop()
})
