import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'
import { readTrend } from './trend.ts'

let server: TestServer
let user: TestUser
const settings = { timeZone: 'Europe/Berlin', weekStart: 1 }

beforeAll(async () => {
  server = await createTestServer()
  user = await server.createUser(settings)
})
afterAll(() => server.close())

const values = async (trend: Parameters<typeof readTrend>[1]['trend']) =>
  (await readTrend(server.application.database, { userId: user.id, trend, settings })).map(
    ({ from, count }) => `${from} ${count}`,
  )

it('counts what was finished by the days of the user’s zone, and leaves no day out', async () => {
  const made = await user.api.tasks.createMany({
    mutationId: randomUUID(),
    tasks: [{ title: 'a' }, { title: 'b' }, { title: 'c' }, { title: 'open' }],
  })
  const [a, b, c] = made.tasks.map(({ id }) => id)
  // Half past eleven in the evening of the 1st in Berlin, half past midnight of the 2nd, and the 4th.
  const instants = {
    [`${a}`]: '2026-11-01T22:30:00Z',
    [`${b}`]: '2026-11-01T23:30:00Z',
    [`${c}`]: '2026-11-04T12:00:00Z',
  }
  for (const [id, at] of Object.entries(instants))
    await server.application.database.withUser(user.id, (tx) =>
      tx.task.update({ where: { id }, data: { status: 'done', completedAt: new Date(at) } }),
    )
  const days = { measure: 'completed', from: '2026-11-01', until: '2026-11-04' } as const
  expect(await values({ ...days, by: 'day' })).toEqual(['2026-11-01 1', '2026-11-02 1', '2026-11-03 0', '2026-11-04 1'])
  // 1 November 2026 is a Sunday.
  expect(await values({ ...days, by: 'week' })).toEqual(['2026-11-01 1', '2026-11-02 2'])
  expect(await values({ ...days, by: 'month', from: '2026-10-01' })).toEqual(['2026-10-01 0', '2026-11-01 3'])
})

it('counts what was made, and nobody else’s', async () => {
  const other = await server.createUser(settings)
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: settings.timeZone })
  const trend = { measure: 'created', by: 'day', from: today, until: today } as const
  expect(await values(trend)).toEqual([`${today} 4`])
  expect(await readTrend(server.application.database, { userId: other.id, trend, settings })).toEqual([
    { from: today, count: 0 },
  ])
})

it('takes back all tasks of one change at once, and refuses them together', async () => {
  const { changeId } = await user.api.tasks.createMany({
    mutationId: randomUUID(),
    tasks: [{ title: 'x' }, { title: 'y' }],
  })
  const undone = await user.api.changes.undo({ mutationId: randomUUID(), changeId })
  expect(undone.deleted).toHaveLength(2)
  const refused = user.api.tasks.createMany({
    mutationId: randomUUID(),
    tasks: [{ title: 'kept out' }, { title: 'bad', recurrence: { rule: 'FREQ=DAILY' } }],
  })
  await expect(refused).rejects.toThrow()
  expect((await user.api.tasks.list({ filter: { search: 'kept out' } })).items).toEqual([])
})
