import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dueInstant, reminderBase } from '../../domain/time/due.ts'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

const mutation = () => ({ mutationId: randomUUID() })
const travel = (user: TestUser, timeZone: string) =>
  user.api.me.updateSettings({ ...mutation(), settings: { timeZone } })
const create = async (user: TestUser, task: Parameters<TestUser['api']['tasks']['create']>[0]['task']) => {
  const { tasks } = await user.api.tasks.create({ ...mutation(), task })
  const [made] = tasks
  if (made === undefined) throw new Error('no task')
  return made
}
const day = (date: string) => ({ date, time: null })
const atNine = [{ kind: 'relative' as const, minutesBefore: 0 }]

describe('a user who travels', () => {
  it('finds whole days under Today, wherever their clock is', async () => {
    const user = await server.createUser({ timeZone: 'UTC' })
    server.clock.now = new Date('2027-07-01T12:00:00Z')
    await create(user, { title: 'today', due: day('2027-07-01') })
    await create(user, { title: 'tomorrow', due: day('2027-07-02') })
    for (const zone of ['Pacific/Auckland', 'America/Los_Angeles', 'Europe/Berlin']) {
      await travel(user, zone)
      const { items } = await user.api.tasks.list({ filter: { due: 'today' } })
      // At noon in UTC it is the second of July in Auckland.
      expect(
        items.map(({ title }) => title),
        zone,
      ).toEqual([zone === 'Pacific/Auckland' ? 'tomorrow' : 'today'])
      expect(await user.api.tasks.counts(), zone).toMatchObject({ today: 1 })
    }
    server.clock.now = null
  })

  it.each([
    ['America/New_York', '2027-03-14'],
    ['America/Havana', '2027-11-06'],
    ['Asia/Beirut', '2027-03-27'],
    ['Pacific/Apia', '2027-01-15'],
  ])('has whole days and their reminders in %s as the clocks there are on %s', async (zone, date) => {
    const user = await server.createUser({ timeZone: 'Europe/Berlin' })
    const task = await create(user, { title: 'day', due: day(date), reminders: atNine })
    await travel(user, zone)
    expect(await user.api.tasks.get({ id: task.id })).toMatchObject({
      ...{ due: day(date), timeZone: zone, dueAt: dueInstant(day(date), zone), version: task.version + 1 },
      reminders: [{ fireAt: reminderBase(day(date), zone), status: 'pending' }],
    })
  })

  it('keeps times of day, other reminders, and what has ended as they are', async () => {
    const user = await server.createUser({ timeZone: 'Europe/Berlin' })
    const timed = await create(user, { title: 'call', due: { date: '2027-05-01', time: '09:00' }, reminders: atNine })
    const at = '2027-05-01T06:00:00.000Z'
    const fixed = await create(user, { title: 'at', due: day('2027-05-01'), reminders: [{ kind: 'absolute', at }] })
    const done = await create(user, { title: 'done', due: day('2027-05-01') })
    await user.api.tasks.complete({ ...mutation(), target: { id: done.id } })
    const before = await user.api.tasks.byIds({ ids: [timed.id, done.id] })
    await travel(user, 'Asia/Tokyo')
    expect(await user.api.tasks.byIds({ ids: [timed.id, done.id] })).toEqual(before)
    expect((await user.api.tasks.get({ id: fixed.id })).reminders).toMatchObject([{ fireAt: at, status: 'pending' }])
  })

  it('takes series of whole days along, and leaves those with a time', async () => {
    const user = await server.createUser({ timeZone: 'UTC' })
    const daily = { rule: 'FREQ=DAILY' }
    const series = await create(user, { title: 'days', due: day('2099-03-01'), recurrence: daily })
    const timed = await create(user, { title: 'at 8', due: { date: '2099-03-01', time: '08:00' }, recurrence: daily })
    await travel(user, 'America/Los_Angeles')
    expect((await user.api.tasks.get({ id: series.id })).recurrence).toMatchObject({ timeZone: 'America/Los_Angeles' })
    expect((await user.api.tasks.get({ id: timed.id })).recurrence).toMatchObject({ timeZone: 'UTC' })
    const rolls = await server.query<{ at: Date }>('SELECT roll_at AS at FROM app.task WHERE id = $1', [series.id])
    expect(rolls[0]?.at.toISOString()).toBe('2099-03-02T08:00:00.000Z')
  })

  it('is reminded late rather than not at all, and not again', async () => {
    const user = await server.createUser({ timeZone: 'America/Los_Angeles' })
    const today = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    const early = 24 * 60
    const reminders = [{ kind: 'relative' as const, minutesBefore: early }]
    const [open, shown] = [
      await create(user, { title: 'open', due: day(today), reminders }),
      await create(user, { title: 'shown', due: day(today), reminders }),
    ]
    await server.query(`UPDATE app.reminder SET status = 'pending' WHERE task_id = $1`, [open.id])
    await server.query(`UPDATE app.reminder SET status = 'delivered' WHERE task_id = $1`, [shown.id])
    await travel(user, 'Pacific/Kiritimati')
    const after = await user.api.tasks.byIds({ ids: [open.id, shown.id] })
    expect(after.map((task) => task.reminders[0]?.status)).toEqual(['pending', 'delivered'])
  })

  it('gets back what ended before in the zone of now', async () => {
    const user = await server.createUser({ timeZone: 'UTC' })
    const [undone, reopened] = [
      await create(user, { title: 'undone', due: day('2099-01-01') }),
      await create(user, { title: 'reopened', due: day('2099-01-01') }),
    ]
    const { changeId } = await user.api.tasks.complete({ ...mutation(), target: { id: undone.id } })
    await user.api.tasks.complete({ ...mutation(), target: { id: reopened.id } })
    await travel(user, 'Europe/Berlin')
    await user.api.changes.undo({ ...mutation(), changeId })
    await user.api.tasks.reopen({ ...mutation(), target: { id: reopened.id } })
    for (const { id } of [undone, reopened])
      expect(await user.api.tasks.get({ id })).toMatchObject({ timeZone: 'Europe/Berlin' })
  })

  it('gives a task its zone of now when it first gets a date', async () => {
    const user = await server.createUser({ timeZone: 'UTC' })
    const task = await create(user, { title: 'some day' })
    await travel(user, 'Europe/Berlin')
    const patch = { due: day('2099-06-01') }
    const { tasks } = await user.api.tasks.update({ ...mutation(), target: { id: task.id }, patch })
    expect(tasks[0]).toMatchObject({ dueAt: '2099-06-01T21:59:59.999Z' })
  })

  it('may have ten thousand tasks', { timeout: 60_000 }, async () => {
    const user = await server.createUser({ timeZone: 'UTC' })
    await create(user, { title: 'first', due: day('2099-01-01') })
    await server.query(
      `INSERT INTO app.task (id, user_id, title, due_date, due_at, time_zone)
       SELECT gen_random_uuid(), $1, 'task ' || n, date '2099-01-01' + n % 1000, timestamptz '2099-01-01T23:59:59.999Z', 'UTC'
       FROM generate_series(1, 10000) n`,
      [user.id],
    )
    const start = performance.now()
    await travel(user, 'Europe/Berlin')
    const took = performance.now() - start
    const left = await server.query(`SELECT 1 FROM app.task WHERE user_id = $1 AND time_zone <> 'Europe/Berlin'`, [
      user.id,
    ])
    expect(left).toEqual([])
    const wrong = await server.query(
      `SELECT due_date::text, due_at FROM app.task WHERE user_id = $1
       AND due_at <> ((due_date + 1)::timestamp AT TIME ZONE 'Europe/Berlin') - interval '1 ms'`,
      [user.id],
    )
    expect(wrong).toEqual([])
    // The database cuts statements at 20 seconds; this is far below, whatever else the machine does.
    expect(took).toBeLessThan(15_000)
  })
})
