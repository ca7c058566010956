import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Task } from '../../domain/task.ts'
import type { taskCreateSchema } from '../../domain/task-input.ts'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'
import { afterCompletion, afterMiss, fire, invoke, post, published } from '../testing/sidecar-calls.ts'

let server: TestServer
let user: TestUser
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  user = await server.createUser()
})

const mutation = () => ({ mutationId: randomUUID() })
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
const daily = { rule: 'FREQ=DAILY' }

async function create(task: Partial<z.input<typeof taskCreateSchema>>): Promise<Task> {
  const { tasks } = await user.api.tasks.create({ ...mutation(), task: { title: 'Water plants', ...task } })
  const [made] = tasks
  if (made === undefined) throw new Error('nothing made')
  return made
}
async function complete(task: Task) {
  const seen = server.sidecar.of('task.completed', user.id).length
  const result = await user.api.tasks.complete({ ...mutation(), target: { id: task.id } })
  const event = await published(server, { type: 'task.completed', userId: user.id, seen })
  return { result, request: afterCompletion(event) }
}
const all = async () =>
  (await user.api.tasks.list({ sort: 'created' })).items.map(({ title, status, occurrence, due }) => ({
    title,
    status,
    occurrence,
    due: due?.date,
  }))
const open = async () => (await user.api.tasks.list({ filter: { status: ['open'] } })).items

describe('after a completion', () => {
  it('inserts the successor once, however often and however concurrently it is asked', async () => {
    const task = await create({
      due: { date: day(1), time: '09:00' },
      recurrence: daily,
      tags: ['home'],
      notes: 'n',
      priority: 'low',
      reminders: [
        { kind: 'relative', minutesBefore: 30 },
        { kind: 'absolute', at: `${day(1)}T05:00:00Z` },
      ],
    })
    const { request } = await complete(task)
    const again = { ...request, eventId: 'another event of it' }
    const outcomes = await Promise.all(
      [request, request, again, request, again].map((asked) => invoke(server, 'advanceSeries', asked)),
    )
    expect(outcomes.filter(({ outcome }) => outcome === 'created').length).toBeGreaterThan(0)
    const items = await open()
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      title: 'Water plants',
      notes: 'n',
      priority: 'low',
      tags: ['home'],
      due: { date: day(2), time: '09:00' },
      occurrence: `${day(2)}T09:00`,
      seriesId: task.seriesId,
      version: 1,
    })
    expect(items[0]?.reminders).toMatchObject([
      { kind: 'relative', minutesBefore: 30, fireAt: `${day(2)}T08:30:00.000Z`, status: 'pending' },
    ])
    expect(await invoke(server, 'advanceSeries', request)).toEqual({ outcome: 'created' })
  })

  it('does nothing when the completion was undone first, and undo later removes the untouched successor', async () => {
    const task = await create({ due: { date: day(1), time: null }, recurrence: daily })
    const { result, request } = await complete(task)
    await user.api.changes.undo({ ...mutation(), changeId: result.changeId })
    expect(await invoke(server, 'advanceSeries', request)).toEqual({ outcome: 'unchanged' })
    expect(await all()).toMatchObject([{ status: 'open', occurrence: day(1) }])
    const second = await complete(task)
    expect(await invoke(server, 'advanceSeries', second.request)).toEqual({ outcome: 'created' })
    await user.api.changes.undo({ ...mutation(), changeId: second.result.changeId })
    expect(await all()).toMatchObject([{ status: 'open', occurrence: day(1) }])
    expect(await invoke(server, 'advanceSeries', second.request)).toEqual({ outcome: 'created' })
    expect(await all()).toHaveLength(1)
  })

  it('reopening removes the untouched successor; a touched one carries the series on alone', async () => {
    const task = await create({ due: { date: day(1), time: null }, recurrence: daily })
    await invoke(server, 'advanceSeries', (await complete(task)).request)
    await user.api.tasks.reopen({ ...mutation(), target: { id: task.id } })
    expect(await all()).toMatchObject([{ status: 'open', occurrence: day(1) }])
    await invoke(server, 'advanceSeries', (await complete(task)).request)
    const [successor] = await open()
    await user.api.tasks.update({ ...mutation(), target: { id: successor?.id ?? '' }, patch: { title: 'Touched' } })
    const { tasks } = await user.api.tasks.reopen({ ...mutation(), target: { id: task.id } })
    expect(tasks[0]).toMatchObject({ status: 'open', recurrence: null })
    expect(await open()).toHaveLength(2)
  })

  it('ends with the series', async () => {
    const task = await create({ due: { date: day(1), time: null }, recurrence: { rule: 'FREQ=DAILY;COUNT=1' } })
    expect(await invoke(server, 'advanceSeries', (await complete(task)).request)).toEqual({ outcome: 'ended' })
    expect(await open()).toEqual([])
  })

  it('counts a series from completion down', async () => {
    const task = await create({
      due: { date: day(0), time: null },
      recurrence: { rule: 'FREQ=DAILY;INTERVAL=3;COUNT=2', basis: 'completion' },
    })
    await invoke(server, 'advanceSeries', (await complete(task)).request)
    const [second] = await open()
    expect(second).toMatchObject({ due: { date: day(3) }, recurrence: { rule: 'FREQ=DAILY;INTERVAL=3;COUNT=1' } })
    if (second === undefined) return
    expect(await invoke(server, 'advanceSeries', (await complete(second)).request)).toEqual({ outcome: 'ended' })
  })

  it('of an account deleted meanwhile leads to nothing', async () => {
    const { request } = await complete(await create({ due: { date: day(1), time: '09:00' }, recurrence: daily }))
    await user.api.me.deleteAccount({ ...mutation(), confirm: user.email })
    expect(await invoke(server, 'advanceSeries', request)).not.toMatchObject({ outcome: 'created' })
    expect(await server.query('SELECT 1 FROM app.task WHERE user_id = $1', [user.id])).toEqual([])
  })

  it('does not go on after the series was stopped or the task deleted', async () => {
    const stopped = await create({ due: { date: day(1), time: null }, recurrence: daily })
    const { request } = await complete(stopped)
    await user.api.tasks.stopSeries({ ...mutation(), target: { id: stopped.id } })
    expect(await invoke(server, 'advanceSeries', request)).toEqual({ outcome: 'unchanged' })
    const deleted = await create({ due: { date: day(1), time: null }, recurrence: daily })
    const second = await complete(deleted)
    await user.api.tasks.delete({ ...mutation(), target: { id: deleted.id } })
    expect(await invoke(server, 'advanceSeries', second.request)).toEqual({ outcome: 'unchanged' })
  })
})

describe('a missed occurrence', () => {
  const miss = async (): Promise<ReturnType<typeof afterMiss>> => {
    const seen = server.sidecar.of('occurrence.missed', user.id).length
    await fire(server, 'reminder-sweep')
    return afterMiss(await published(server, { type: 'occurrence.missed', userId: user.id, seen }))
  }

  it('moves on to the present one by policy skip, and its reminder fires late', async () => {
    const task = await create({
      due: { date: day(-10), time: '00:00' },
      recurrence: daily,
      reminders: [{ kind: 'relative', minutesBefore: 0 }],
    })
    expect(task.reminders).toMatchObject([{ status: 'missed' }])
    const request = await miss()
    const outcomes = await Promise.all([
      invoke(server, 'advanceSeries', request),
      invoke(server, 'advanceSeries', { ...request, eventId: 'twice' }),
    ])
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['moved', 'unchanged'])
    const items = await user.api.tasks.list({})
    expect(items.items).toMatchObject([
      { id: task.id, status: 'open', due: { date: day(0), time: '00:00' }, reminders: [{ status: 'pending' }] },
    ])
  })

  it('moves on when the first reminder of the next comes up, which then fires', async () => {
    const soon = new Date(Date.now() + 10 * 60_000)
    const [date = '', time = ''] = soon.toISOString().slice(0, 16).split('T')
    const yesterday = new Date(soon.getTime() - 86_400_000).toISOString().slice(0, 10)
    const task = await create({
      due: { date: yesterday, time },
      recurrence: daily,
      reminders: [{ kind: 'relative', minutesBefore: 30 }],
    })
    expect(await invoke(server, 'advanceSeries', await miss())).toEqual({ outcome: 'moved' })
    expect(await user.api.tasks.get({ id: task.id })).toMatchObject({
      due: { date, time },
      reminders: [{ status: 'pending' }],
    })
    expect(await fire(server, 'reminder-sweep')).toMatchObject({ reminders: 1 })
  })

  it('keeps one by policy keep; an older one ends as skipped', async () => {
    const task = await create({
      due: { date: day(-10), time: '00:00' },
      recurrence: { rule: 'FREQ=DAILY', missed: 'keep' },
    })
    expect(await invoke(server, 'advanceSeries', await miss())).toEqual({ outcome: 'created' })
    const [first, second] = (await open()).sort((a, b) => (a.occurrence ?? '').localeCompare(b.occurrence ?? ''))
    expect(first).toMatchObject({ id: task.id, recurrence: null, due: { date: day(-10) } })
    expect(second).toMatchObject({ occurrence: `${day(0)}T00:00`, recurrence: { missed: 'keep' } })
    // As if the next day had come: the present one is overdue and counts as missed.
    await server.query(
      `UPDATE app.task SET occurrence = $2, due_date = $3, due_at = $4, roll_at = now() WHERE id = $1`,
      [second?.id, `${day(-1)}T00:00`, day(-1), `${day(-1)}T00:00Z`],
    )
    expect(await invoke(server, 'advanceSeries', await miss())).toEqual({ outcome: 'created' })
    expect((await all()).map(({ status, occurrence }) => `${status} ${occurrence}`).sort()).toEqual([
      `open ${day(-1)}T00:00`,
      `open ${day(0)}T00:00`,
      `skipped ${day(-10)}T00:00`,
    ])
  })

  it('is left alone when it was changed since', async () => {
    const task = await create({ due: { date: day(-2), time: '00:00' }, recurrence: daily })
    const request = await miss()
    await user.api.tasks.update({
      ...mutation(),
      target: { id: task.id },
      patch: { due: { date: day(5), time: null } },
    })
    expect(await invoke(server, 'advanceSeries', request)).toEqual({ outcome: 'unchanged' })
    expect(await open()).toMatchObject([{ due: { date: day(5) }, version: 2 }])
  })
})

it('refuses malformed requests with the code that drops their event', async () => {
  for (const body of [{}, [], { userId: 'x' }, 'text']) {
    const response = await post(server, '/internal/series/advance', body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_input' })
  }
})
