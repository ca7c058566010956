import { randomUUID } from 'node:crypto'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyDraft, type ImportReading } from '../../domain/import/import-item.ts'
import { ownExport, readOwnExport } from '../../domain/import/own-export.ts'
import { readTaskCsv } from '../../domain/import/task-csv.ts'
import { limits } from '../../domain/limits.ts'
import type { Task } from '../../domain/task.ts'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

const mutation = () => ({ mutationId: randomUUID() })
type Run = Parameters<TestUser['api']['imports']['run']>[0]
const batch = (items: Run['items'], more: Partial<Run> = {}): Run => ({
  ...mutation(),
  ...{ importId: randomUUID(), source: 'todoist', bringBack: false, items },
  ...more,
})
const item = (title: string, more: Partial<Run['items'][number]> = {}) => ({
  ...emptyDraft(title, title, 'UTC'),
  ...more,
})
const tasksOf = async (user: TestUser): Promise<Task[]> => {
  const { items } = await user.api.tasks.list({ sort: 'created', limit: limits.pageSize })
  return items
}
const titles = async (user: TestUser) => (await tasksOf(user)).map(({ title }) => title).sort()

describe('an import', () => {
  it('makes each task once, however often its file comes, and whatever became of the task', async () => {
    const user = await server.createUser()
    const items = ['kept', 'renamed', 'deleted'].map((title) => item(title))
    const first = batch(items)
    expect(await user.api.imports.run(first)).toEqual({ created: 3, refused: [] })
    expect(await user.api.imports.run(first)).toEqual({ created: 3, refused: [] })
    const tasks = await tasksOf(user)
    const idOf = (title: string) => tasks.find((task) => task.title === title)?.id ?? ''
    const patch = { title: 'has another name', due: { date: '2099-01-01', time: null } }
    await user.api.tasks.update({ ...mutation(), target: { id: idOf('renamed') }, patch })
    await user.api.tasks.delete({ ...mutation(), target: { id: idOf('deleted') } })
    const keys = [...items.map(({ key }) => key), 'never seen']
    expect((await user.api.imports.check({ source: 'todoist', keys })).states).toEqual([
      ...['present', 'present', 'deleted', 'new'],
    ])
    expect((await user.api.imports.check({ source: 'vikunja', keys })).states).toEqual(Array(4).fill('new'))
    expect(await user.api.imports.run(batch(items))).toMatchObject({ created: 0 })
    expect(await titles(user)).toEqual(['has another name', 'kept'])
    expect(await user.api.imports.run(batch(items, { bringBack: true }))).toMatchObject({ created: 1 })
    expect(await titles(user)).toEqual(['deleted', 'has another name', 'kept'])
  })

  it('happens once when it is asked for twice at once', async () => {
    const user = await server.createUser()
    const items = Array.from({ length: 20 }, (_, n) => item(`task ${n}`))
    const results = await Promise.all([1, 2, 3].map(() => user.api.imports.run(batch(items))))
    expect(results.map(({ created }) => created).sort((a, b) => a - b)).toEqual([0, 0, 20])
    expect(await tasksOf(user)).toHaveLength(20)
  })

  it('is taken back as a whole, but for what was changed since', async () => {
    const user = await server.createUser()
    const importId = randomUUID()
    await user.api.tasks.create({ ...mutation(), task: { title: 'mine' } })
    const many = Array.from({ length: limits.importBatch }, (_, n) => item(`task ${n}`))
    for (const part of ['a', 'b', 'c'])
      await user.api.imports.run(
        batch(
          many.map((each) => ({ ...each, key: `${part} ${each.key}` })),
          { importId },
        ),
      )
    expect(await user.api.imports.recent()).toMatchObject([{ importId, source: 'todoist', tasks: 300 }])
    const edited = (await tasksOf(user)).find(({ title }) => title === 'task 7')
    const target = { id: edited?.id ?? '' }
    await user.api.tasks.update({ ...mutation(), target, patch: { notes: 'worked on' } })
    expect(await user.api.imports.undo({ ...mutation(), importId })).toEqual({ removed: 200, left: 99 })
    expect(await user.api.imports.undo({ ...mutation(), importId })).toEqual({ removed: 99, left: 0 })
    expect(await titles(user)).toEqual(['mine', 'task 7'])
    // What was taken back is new again; what was kept is not.
    const { created } = await user.api.imports.run(batch(many.map((each) => ({ ...each, key: `a ${each.key}` }))))
    expect([99, 100]).toContain(created)
  })

  it('tells of items that do not fit and imports the others', async () => {
    const user = await server.createUser()
    const never = { due: { date: '2027-01-01', time: null }, recurrence: { rule: 'FREQ=DAILY;UNTIL=20200101' } }
    const { created, refused } = await user.api.imports.run(
      batch([item('good'), item('never', never), item('undated', { recurrence: { rule: 'FREQ=DAILY' } })]),
    )
    expect(created).toBe(1)
    expect(refused.map(({ key }) => key)).toEqual(['never', 'undated'])
    expect(refused[1]?.reason).toBe('A task that repeats needs a due date.')
  })

  it('keeps within the limit of tasks, and leaves nothing half done there', async () => {
    const guest = await server.createUser({ isGuest: true })
    await guest.api.imports.run(batch([item('one')]))
    await server.query('UPDATE app.profile SET task_count = $2 WHERE user_id = $1', [
      guest.id,
      limits.tasksPerGuest - 1,
    ])
    expect((await guest.api.imports.check({ source: 'todoist', keys: [] })).room).toBe(1)
    await expect(guest.api.imports.run(batch([item('two'), item('three')]))).rejects.toThrow(
      `You have reached the limit of ${limits.tasksPerGuest} tasks.`,
    )
    expect(await titles(guest)).toEqual(['one'])
    expect((await guest.api.imports.check({ source: 'todoist', keys: ['two'] })).states).toEqual(['new'])
  })
})

describe('an own export', () => {
  const parts = ({ id: _, seriesId, version: _version, updatedAt: _at, reminders, ...task }: Task) => ({
    ...task,
    inSeries: seriesId !== null && task.recurrence !== null,
    seriesId: undefined,
    ...(task.recurrence === null ? { occurrence: null } : {}),
    reminders: reminders.map(({ kind, minutesBefore, fireAt }) => ({ kind, minutesBefore, fireAt })),
  })
  const runAll = async (user: TestUser, reading: ImportReading) => {
    expect(reading.refused).toEqual([])
    const items = reading.items.map((each) => ({ ...each, tags: [...each.tags] }))
    return user.api.imports.run(batch(items, { source: 'todo-chatbot' }))
  }
  const fill = async (user: TestUser) => {
    const add = async (task: Parameters<TestUser['api']['tasks']['create']>[0]['task']) =>
      (await user.api.tasks.create({ ...mutation(), task })).tasks[0]?.id ?? ''
    await add({
      ...{
        title: '=HYPERLINK("http://evil")',
        notes: '-1\n"quoted", ünïcode 🎉;',
        priority: 'urgent',
        tags: ['a', 'b/c'],
      },
      ...{ due: { date: '2099-03-27', time: '02:30' }, timeZone: 'Europe/Berlin' },
      reminders: [
        { kind: 'relative', minutesBefore: 90 },
        { kind: 'absolute', at: '2099-01-01T00:00:00.000Z' },
      ],
    })
    const series = await add({
      ...{ title: "'@daily", due: { date: '2099-01-04', time: '08:15' }, timeZone: 'America/New_York' },
      ...{ recurrence: { rule: 'FREQ=WEEKLY;BYDAY=MO,SU;COUNT=9', missed: 'keep' as const } },
    })
    await user.api.tasks.skip({ ...mutation(), target: { id: series } })
    await add({
      ...{ title: 'after it is done', due: { date: '2099-02-01', time: null } },
      recurrence: { rule: 'FREQ=DAILY;INTERVAL=3', basis: 'completion' },
    })
    const done = await add({ title: 'done', due: { date: '2099-02-01', time: null }, notes: '  ' })
    await user.api.tasks.complete({ ...mutation(), target: { id: done } })
    await add({ title: '+plain' })
  }

  it.each(['JSON', 'CSV'])('as %s comes back as the same tasks, and to its own user not at all', async (form) => {
    const [from, to] = [
      await server.createUser({ timeZone: 'Europe/Berlin' }),
      await server.createUser({ timeZone: 'Europe/Berlin' }),
    ]
    await fill(from)
    const context = { now: new Date().toISOString(), timeZone: 'UTC', weekStart: 1 }
    const read = async () => {
      if (form === 'JSON') {
        const data: unknown = JSON.parse(JSON.stringify(await from.api.me.export()))
        const found = ownExport(data)
        if (found === null) throw new Error('not an export')
        return readOwnExport(found)
      }
      let text = ''
      for await (const piece of server.application.services.account.exportCsv(from)) text += piece
      expect(text.split('\r\n')[1]).toContain(`"'=HYPERLINK(""http://evil"")"`)
      return readTaskCsv(Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data, context)
    }
    const reading = await read()
    expect(await runAll(to, reading)).toEqual({ created: 5, refused: [] })
    const byTitle = (a: Task, b: Task) => (a.title < b.title ? -1 : 1)
    const expected = (await tasksOf(from)).sort(byTitle).map(parts)
    expect((await tasksOf(to)).sort(byTitle).map(parts)).toEqual(expected)
    const { states } = await from.api.imports.check({
      source: 'todo-chatbot',
      keys: reading.items.map(({ key }) => key),
    })
    expect(states).toEqual(Array(5).fill('present'))
    expect(await runAll(from, reading)).toEqual({ created: 0, refused: [] })
  })
})
