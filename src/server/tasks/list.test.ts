import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Task } from '../../domain/task.ts'
import type { taskCreateSchema, taskListSchema } from '../../domain/task-input.ts'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'

let server: TestServer
let user: TestUser
// A Thursday, 23:30 in Berlin and still the day before in New York.
const now = '2027-03-04T22:30:00.000Z'

beforeAll(async () => {
  server = await createTestServer()
  server.clock.now = new Date(now)
  user = await server.createUser({ timeZone: 'Europe/Berlin' })
  await fill()
})
afterAll(() => server.close())

async function create(task: z.input<typeof taskCreateSchema>, by = user): Promise<Task> {
  const [made] = (await by.api.tasks.create({ mutationId: randomUUID(), task })).tasks
  if (made === undefined) throw new Error('nothing made')
  return made
}
const on = (date: string, time: string | null = null) => ({ date, time })

async function fill(): Promise<void> {
  await create({ title: 'Yesterday', due: on('2027-03-03'), priority: 'low' })
  await create({ title: 'Today early', due: on('2027-03-04', '00:00'), tags: ['home'] })
  await create({
    title: 'Today all day',
    due: on('2027-03-04'),
    tags: ['home', 'garden'],
    notes: 'Compost & 100% organic_soil',
  })
  await create({ title: 'Tomorrow', due: on('2027-03-05', '00:00'), priority: 'urgent' })
  await create({ title: 'Sunday', due: on('2027-03-07', '23:59') })
  await create({ title: 'Next Monday', due: on('2027-03-08') })
  await create({ title: 'Someday: running shoes', tags: ['shop'] })
  const done = await create({ title: 'Done long ago', due: on('2027-01-01') })
  await user.api.tasks.complete({ mutationId: randomUUID(), target: { id: done.id } })
}

const titles = async (query: z.input<typeof taskListSchema>) =>
  (await user.api.tasks.list(query)).items.map(({ title }) => title)
const open = { status: ['open' as const] }

describe('due ranges in the user’s zone and week', () => {
  it.each([
    ['today', ['Today early', 'Today all day']],
    ['tomorrow', ['Tomorrow']],
    ['week', ['Today early', 'Today all day', 'Tomorrow', 'Sunday']],
    ['none', ['Someday: running shoes']],
    ['any', ['Yesterday', 'Today early', 'Today all day', 'Tomorrow', 'Sunday', 'Next Monday']],
  ] as const)('%s', async (due, expected) => {
    expect(await titles({ filter: { due, ...open } })).toEqual(expected)
  })

  it('from and until include their days', async () => {
    expect(await titles({ filter: { due: { from: '2027-03-04', until: '2027-03-05' } } })).toEqual([
      'Today early',
      'Today all day',
      'Tomorrow',
    ])
    expect(await titles({ filter: { due: { until: '2027-03-03' }, ...open } })).toEqual(['Yesterday'])
    expect(await titles({ filter: { due: { from: '2027-03-09', until: '2027-03-01' } } })).toEqual([])
  })

  it('a week begins when the user says', async () => {
    const sunday = await server.createUser({ timeZone: 'Europe/Berlin' })
    await server.query('UPDATE app.profile SET week_start = 7 WHERE user_id = $1', [sunday.id])
    await create({ title: 'Saturday', due: on('2027-03-06') }, sunday)
    await create({ title: 'Sunday', due: on('2027-03-07') }, sunday)
    expect((await sunday.api.tasks.list({ filter: { due: 'week' } })).items.map(({ title }) => title)).toEqual([
      'Saturday',
    ])
    expect(await sunday.api.tasks.counts()).toMatchObject({ open: 2, week: 1, today: 0 })
  })

  it('what is overdue the database’s clock decides, and only open tasks are', async () => {
    const past = await create({ title: 'Overdue', due: on('2020-01-01') })
    expect(await titles({ filter: { due: 'overdue' } })).toEqual(['Overdue'])
    await user.api.tasks.delete({ mutationId: randomUUID(), target: { id: past.id } })
  })
})

describe('filters', () => {
  it('take the time of day by the clock on the wall, both ends included, and whether a task repeats', async () => {
    expect(await titles({ filter: { ...open, dueTime: { from: '23:59', until: '23:59' } } })).toEqual(['Sunday'])
    expect(await titles({ filter: { ...open, dueTime: { until: '12:00' } } })).toEqual(['Today early', 'Tomorrow'])
    expect(await titles({ filter: { ...open, dueTime: { from: '00:01' } } })).toEqual(['Sunday'])
    const other = await server.createUser({ timeZone: 'Europe/Berlin' })
    await create({ title: 'Once', due: on('2027-03-05') }, other)
    await create({ title: 'Weekly', due: on('2027-03-05'), recurrence: { rule: 'FREQ=WEEKLY' } }, other)
    for (const recurring of [true, false])
      expect((await other.api.tasks.list({ filter: { recurring } })).items.map(({ title }) => title)).toEqual([
        recurring ? 'Weekly' : 'Once',
      ])
  })

  it('combine with AND', async () => {
    expect(await titles({ filter: { tagsAny: ['garden', 'shop'] } })).toEqual([
      'Today all day',
      'Someday: running shoes',
    ])
    expect(await titles({ filter: { tagsAll: ['garden', 'home'] } })).toEqual(['Today all day'])
    expect(await titles({ filter: { tagsAny: ['#HOME'], due: 'today', search: 'early' } })).toEqual(['Today early'])
    expect(await titles({ filter: { priority: ['low', 'urgent'] }, sort: 'priority', direction: 'desc' })).toEqual([
      'Tomorrow',
      'Yesterday',
    ])
    expect(await titles({ filter: { status: ['done'] } })).toEqual(['Done long ago'])
    expect(
      await titles({ filter: { completed: { from: '2020-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' } } }),
    ).toEqual(['Done long ago'])
  })

  it.each([
    ['run', ['Someday: running shoes']],
    ['UNNING sh', ['Someday: running shoes']],
    ['shoe run', ['Someday: running shoes']],
    ['100%', ['Today all day']],
    ['c_soil', ['Today all day']],
    ['1_0%', []],
    ['%%%', []],
    ['ru', ['Someday: running shoes']],
    ["'; DROP TABLE app.task; --", []],
    ['garden', ['Today all day']],
    ["o'", ['Today all day']],
    ['\\', []],
  ])('search %j', async (search, expected) => {
    expect(await titles({ filter: { search, ...open } })).toEqual(expected)
  })

  it('an empty search filters nothing', async () => {
    expect(await titles({ filter: { search: '  ', ...open } })).toHaveLength(7)
  })
})

describe('pages', () => {
  const sorts = ['due', 'priority', 'created', 'title'] as const
  it.each(sorts.flatMap((sort) => [[sort, 'asc'] as const, [sort, 'desc'] as const]))(
    'by %s %s hold every task once, in order',
    async (sort, direction) => {
      const whole = await titles({ sort, direction })
      const paged: string[] = []
      let cursor: string | undefined
      do {
        const page = await user.api.tasks.list({ sort, direction, limit: 3, cursor })
        paged.push(...page.items.map(({ title }) => title))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(paged).toEqual(whole)
      expect(new Set(paged).size).toBe(8)
    },
  )

  it('a cursor that was changed, or of another list or user, is refused', async () => {
    const { nextCursor } = await user.api.tasks.list({ limit: 2 })
    const cursor = nextCursor ?? ''
    const other = await server.createUser()
    const refused = { cause: { code: 'invalid_input' } }
    for (const bad of [
      '',
      'x',
      `${cursor}x`,
      cursor.slice(0, -3),
      Buffer.from('[1,2,3]').toString('base64url'),
      Buffer.from('["2027-01-01", "nobody", "x"]').toString('base64url'),
    ])
      await expect(user.api.tasks.list({ limit: 2, cursor: bad }), bad).rejects.toMatchObject(refused)
    await expect(user.api.tasks.list({ limit: 2, cursor, sort: 'title' })).rejects.toMatchObject(refused)
    await expect(user.api.tasks.list({ limit: 2, cursor, filter: open })).rejects.toMatchObject(refused)
    await expect(other.api.tasks.list({ limit: 2, cursor })).rejects.toMatchObject(refused)
  })

  it('go on behind the longest titles', async () => {
    const long = await server.createUser()
    for (const letter of ['字', '語']) await create({ title: letter.repeat(500) }, long)
    const first = await long.api.tasks.list({ sort: 'title', limit: 1 })
    const second = await long.api.tasks.list({ sort: 'title', limit: 1, cursor: first.nextCursor ?? '' })
    expect(second.items).toHaveLength(1)
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
  })
})
