import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { limits } from '../../domain/limits.ts'
import type { Task } from '../../domain/task.ts'
import type { taskCreateSchema, taskPatchSchema } from '../../domain/task-input.ts'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'
import { afterCompletion, invoke, published } from '../testing/sidecar-calls.ts'

let server: TestServer
let user: TestUser
beforeAll(async () => {
  server = await createTestServer()
  server.clock.now = new Date('2027-03-01T12:00:00Z')
  user = await server.createUser()
})
afterAll(() => server.close())

const mutation = () => ({ mutationId: randomUUID() })
type Scope = 'this' | 'future'

async function create(task: Partial<z.input<typeof taskCreateSchema>>): Promise<Task> {
  const [made] = (await user.api.tasks.create({ ...mutation(), task: { title: 'Series', ...task } })).tasks
  if (made === undefined) throw new Error('nothing made')
  return made
}
async function update(task: Task, patch: z.input<typeof taskPatchSchema>, scope: Scope = 'this'): Promise<Task> {
  const [changed] = (await user.api.tasks.update({ ...mutation(), target: { id: task.id }, patch, scope })).tasks
  if (changed === undefined) throw new Error('nothing changed')
  return changed
}
/** The occurrence that follows once the task is completed. */
async function successor(task: Task): Promise<Task> {
  const seen = server.sidecar.of('task.completed', user.id).length
  await user.api.tasks.complete({ ...mutation(), target: { id: task.id } })
  const event = await published(server, { type: 'task.completed', userId: user.id, seen })
  await invoke(server, 'advanceSeries', afterCompletion(event))
  const { items } = await user.api.tasks.list({ filter: { status: ['open'] } })
  const found = items.find(({ id, seriesId }) => id !== task.id && seriesId === event.data.series?.seriesId)
  if (found === undefined) throw new Error('no successor')
  return found
}
const weekly = { rule: 'FREQ=WEEKLY;BYDAY=MO' }
const monday = { date: '2099-03-02', time: '09:00' }

describe('a new series', () => {
  it('begins with the first occurrence on or after the due date', async () => {
    expect(await create({ due: { date: '2099-03-04', time: '09:00' }, recurrence: weekly })).toMatchObject({
      due: { date: '2099-03-09', time: '09:00' },
      occurrence: '2099-03-09T09:00',
    })
    expect(await create({ due: monday, recurrence: { rule: 'rrule:byday=mo;freq=weekly;interval=1' } })).toMatchObject({
      due: monday,
      recurrence: { rule: 'FREQ=WEEKLY;BYDAY=MO' },
    })
  })
})

describe('editing one occurrence', () => {
  it('changes it alone: the next is as the series was', async () => {
    const task = await create({
      due: monday,
      recurrence: weekly,
      tags: ['a'],
      reminders: [{ kind: 'relative', minutesBefore: 60 }],
    })
    const edited = await update(task, {
      title: 'Only this',
      tags: [],
      reminders: [],
      due: { date: '2099-03-03', time: '18:00' },
    })
    expect(edited).toMatchObject({
      title: 'Only this',
      due: { date: '2099-03-03' },
      occurrence: '2099-03-02T09:00',
      seriesId: task.seriesId,
      recurrence: task.recurrence,
    })
    expect(await successor(edited)).toMatchObject({
      title: 'Series',
      tags: ['a'],
      due: { date: '2099-03-09', time: '09:00' },
      reminders: [{ minutesBefore: 60, fireAt: '2099-03-09T08:00:00.000Z' }],
    })
  })

  it('skipping it afterwards brings the series’ own content back', async () => {
    const task = await update(await create({ due: monday, recurrence: weekly, notes: 'own' }), { notes: 'changed' })
    const { tasks } = await user.api.tasks.skip({ ...mutation(), target: { id: task.id } })
    expect(tasks[0]).toMatchObject({ id: task.id, notes: 'own', due: { date: '2099-03-09' }, status: 'open' })
  })
})

describe('editing this and the future', () => {
  it('changes what the next ones get', async () => {
    const task = await update(await create({ due: monday, recurrence: weekly }), { title: 'From now on' }, 'future')
    expect(await successor(task)).toMatchObject({ title: 'From now on', due: { date: '2099-03-09' } })
  })

  it('moves the whole series: every Monday becomes every Tuesday', async () => {
    const task = await update(
      await create({ due: monday, recurrence: weekly }),
      { due: { date: '2099-03-03', time: '10:00' } },
      'future',
    )
    expect(task).toMatchObject({
      recurrence: { rule: 'FREQ=WEEKLY;BYDAY=TU', start: { date: '2099-03-03', time: '10:00' } },
      occurrence: '2099-03-03T10:00',
    })
    expect(await successor(task)).toMatchObject({ due: { date: '2099-03-10', time: '10:00' } })
  })

  it('moves the series to where one occurrence stands by itself already, and leaves it where that is its own day', async () => {
    const alone = { due: { date: '2099-03-03', time: '10:00' } }
    const moved = await update(await update(await create({ due: monday, recurrence: weekly }), alone), alone, 'future')
    expect(moved).toMatchObject({ recurrence: { rule: 'FREQ=WEEKLY;BYDAY=TU' }, occurrence: '2099-03-03T10:00' })
    expect(await successor(moved)).toMatchObject({ due: { date: '2099-03-10', time: '10:00' } })

    const first = await create({ due: monday, recurrence: weekly })
    const back = await update(await update(first, alone), { due: monday }, 'future')
    expect(back).toMatchObject({ due: monday, seriesId: first.seriesId, recurrence: first.recurrence })
  })

  it('keeps what is left of a count', async () => {
    const first = await create({
      due: { date: '2099-01-01', time: '09:00' },
      recurrence: { rule: 'FREQ=DAILY;COUNT=3' },
    })
    const second = await update(await successor(first), { due: { date: '2099-01-02', time: '10:00' } }, 'future')
    expect(second.recurrence?.rule).toBe('FREQ=DAILY;COUNT=2')
    const third = await successor(second)
    await expect(successor(third)).rejects.toThrow('no successor')
  })

  it('is refused where the new day fits no reading of the rule', async () => {
    const task = await create({
      due: { date: '2099-03-02', time: null },
      recurrence: { rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' },
    })
    await expect(update(task, { due: { date: '2099-03-07', time: null } }, 'future')).rejects.toMatchObject({
      cause: { code: 'invalid_recurrence' },
    })
    expect(await update(task, { due: { date: '2099-03-07', time: null } })).toMatchObject({
      due: { date: '2099-03-07' },
    })
  })
})

describe('a series', () => {
  it('is left by skipping its last occurrence, which ends as skipped', async () => {
    const task = await create({ due: monday, recurrence: { rule: 'FREQ=WEEKLY;COUNT=1' } })
    expect((await user.api.tasks.skip({ ...mutation(), target: { id: task.id } })).tasks).toMatchObject([
      { status: 'skipped' },
    ])
  })

  it('stops with this occurrence, and needs a due date as long as it goes on', async () => {
    const task = await create({ due: monday, recurrence: weekly })
    await expect(update(task, { due: null })).rejects.toThrow('needs a due date')
    expect((await user.api.tasks.stopSeries({ ...mutation(), target: { id: task.id } })).tasks).toMatchObject([
      { recurrence: null, status: 'open' },
    ])
    await expect(user.api.tasks.skip({ ...mutation(), target: { id: task.id } })).rejects.toMatchObject({
      cause: { code: 'not_recurring' },
    })
    await expect(user.api.tasks.stopSeries({ ...mutation(), target: { id: task.id } })).rejects.toMatchObject({
      cause: { code: 'not_recurring' },
    })
  })

  it('saved again as it was stays the same series', async () => {
    const task = await create({ due: monday, recurrence: weekly })
    expect(await update(task, { recurrence: { ...weekly, missed: 'keep' } })).toMatchObject({
      seriesId: task.seriesId,
      occurrence: task.occurrence,
      recurrence: { missed: 'keep' },
    })
  })

  it('is snoozed without moving', async () => {
    const task = await create({ due: monday, recurrence: weekly, reminders: [{ kind: 'relative', minutesBefore: 0 }] })
    const { tasks } = await user.api.tasks.snooze({
      ...mutation(),
      target: { id: task.id },
      until: '2027-03-01T12:30:00Z',
    })
    expect(tasks[0]).toMatchObject({
      due: monday,
      recurrence: task.recurrence,
      occurrence: task.occurrence,
      reminders: [
        { kind: 'snooze', fireAt: '2027-03-01T12:30:00.000Z' },
        { kind: 'relative', status: 'pending' },
      ],
    })
  })
})

describe('reminders', () => {
  it('follow the due date; absolute ones stay; those in the past are missed', async () => {
    const task = await create({
      due: { date: '2027-03-02', time: '09:00' },
      reminders: [
        { kind: 'relative', minutesBefore: 60 },
        { kind: 'absolute', at: '2027-03-01T18:00:00Z' },
        { kind: 'relative', minutesBefore: 60 },
      ],
    })
    expect(task.reminders).toHaveLength(2)
    const moved = await update(task, { due: { date: '2027-03-03', time: '10:00' } })
    expect(moved.reminders).toMatchObject([
      { kind: 'absolute', fireAt: '2027-03-01T18:00:00.000Z' },
      { kind: 'relative', fireAt: '2027-03-03T09:00:00.000Z', status: 'pending' },
    ])
    expect((await update(task, { due: { date: '2027-02-01', time: null } })).reminders).toMatchObject([
      { fireAt: '2027-02-01T08:00:00.000Z', status: 'missed' },
      { kind: 'absolute' },
    ])
    expect((await update(task, { due: null })).reminders).toMatchObject([{ kind: 'absolute' }])
  })

  it('a new time zone moves the due instant and what hangs on it', async () => {
    const task = await create({
      due: { date: '2027-03-02', time: '09:00' },
      reminders: [{ kind: 'relative', minutesBefore: 0 }],
    })
    expect(await update(task, { timeZone: 'America/New_York' })).toMatchObject({
      dueAt: '2027-03-02T14:00:00.000Z',
      reminders: [{ fireAt: '2027-03-02T14:00:00.000Z' }],
    })
  })
})

describe('limits', () => {
  it('a guest is told how many tasks they may keep, and undo still works there', async () => {
    const guest = await server.createUser({ isGuest: true })
    await guest.api.tasks.counts()
    await server.query('INSERT INTO app.profile (user_id, task_count) VALUES ($1, $2)', [
      guest.id,
      limits.tasksPerGuest - 1,
    ])
    const last = await guest.api.tasks.create({ ...mutation(), task: { title: 'Last' } })
    await expect(guest.api.tasks.create({ ...mutation(), task: { title: 'Too many' } })).rejects.toThrow(
      `limit of ${limits.tasksPerGuest} tasks`,
    )
    await guest.api.tasks.delete({ ...mutation(), target: { id: last.tasks[0]?.id ?? '' } })
    await guest.api.tasks.create({ ...mutation(), task: { title: 'Room again' } })
    await guest.api.changes.undoLatest(mutation())
  })

  it('a bulk change is all or nothing, and passes over what is gone', async () => {
    const tasks = [await create({ title: 'One', tags: ['x'] }), await create({ title: 'Two' })]
    const ids = [...tasks.map(({ id }) => id), randomUUID()]
    const many = Array.from({ length: limits.tagsPerTask }, (_, n) => `t${n}`)
    await expect(
      user.api.tasks.bulk({ ...mutation(), ids, action: { kind: 'tag', add: many, remove: [] } }),
    ).rejects.toMatchObject({ cause: { code: 'limit_reached' } })
    expect(await user.api.tasks.byIds({ ids })).toEqual(tasks)
    expect(
      (await user.api.tasks.bulk({ ...mutation(), ids, action: { kind: 'tag', add: ['y'], remove: ['x'] } })).tasks,
    ).toMatchObject([{ tags: ['y'] }, { tags: ['y'] }])
    expect((await user.api.tasks.bulk({ ...mutation(), ids, action: { kind: 'complete' } })).tasks).toHaveLength(2)
    expect((await user.api.tasks.bulk({ ...mutation(), ids, action: { kind: 'delete' } })).deleted).toHaveLength(2)
    await expect(user.api.tasks.bulk({ ...mutation(), ids, action: { kind: 'delete' } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('many changes of one task at once all happen', async () => {
    const task = await create({ tags: [] })
    await Promise.all(
      ['a', 'b', 'c'].map((tag) =>
        user.api.tasks.bulk({ ...mutation(), ids: [task.id], action: { kind: 'tag', add: [tag], remove: [] } }),
      ),
    )
    expect((await user.api.tasks.get({ id: task.id })).tags).toEqual(['a', 'b', 'c'])
  })
})

it('previews the next dates of a rule, the shifts of clock changes told', async () => {
  const { description, occurrences } = await user.api.tasks.previewRecurrence({
    rule: 'FREQ=DAILY',
    start: { date: '2027-03-27', time: '02:30' },
    timeZone: 'Europe/Berlin',
    count: 3,
  })
  expect(description).toMatch(/every day/i)
  expect(occurrences).toMatchObject([
    { local: '2027-03-27T02:30', shift: null },
    { local: '2027-03-28T02:30', shift: 'gap', instant: '2027-03-28T01:00:00.000Z' },
    { local: '2027-03-29T02:30' },
  ])
})
