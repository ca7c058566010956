import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Task } from '../../domain/task.ts'
import type { ChangeResult } from '../tasks/change-result.ts'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'

let server: TestServer
let user: TestUser
beforeAll(async () => {
  server = await createTestServer()
  user = await server.createUser()
})
afterAll(() => server.close())

// Set while the same change is made again.
let fixedMutation: string | null = null
const mutation = () => ({ mutationId: fixedMutation ?? randomUUID() })
const onto = (task: Task) => ({ ...mutation(), target: { id: task.id } })

async function create(): Promise<Task> {
  const { tasks } = await user.api.tasks.create({
    ...mutation(),
    task: {
      title: 'Original',
      notes: 'n',
      tags: ['a'],
      priority: 'high',
      due: { date: '2099-01-01', time: '09:00' },
      recurrence: { rule: 'FREQ=DAILY' },
      reminders: [
        { kind: 'relative', minutesBefore: 30 },
        { kind: 'absolute', at: '2098-12-31T00:00:00Z' },
      ],
    },
  })
  const [made] = tasks
  if (made === undefined) throw new Error('nothing made')
  return made
}

/** A task without what every change of it moves on. */
const content = ({ version: _, updatedAt: __, ...task }: Task) => task

const changes: [string, (task: Task) => Promise<ChangeResult>][] = [
  [
    'update',
    (task) =>
      user.api.tasks.update({ ...onto(task), patch: { title: 'Other', notes: '', tags: [], priority: 'none' } }),
  ],
  [
    'update of this and the future',
    (task) =>
      user.api.tasks.update({ ...onto(task), scope: 'future', patch: { due: { date: '2099-02-02', time: '10:00' } } }),
  ],
  ['update of reminders', (task) => user.api.tasks.update({ ...onto(task), patch: { reminders: [] } })],
  ['update to no due date', (task) => user.api.tasks.update({ ...onto(task), patch: { due: null, recurrence: null } })],
  ['complete', (task) => user.api.tasks.complete(onto(task))],
  ['skip', (task) => user.api.tasks.skip(onto(task))],
  ['stopSeries', (task) => user.api.tasks.stopSeries(onto(task))],
  ['snooze', (task) => user.api.tasks.snooze({ ...onto(task), until: new Date(Date.now() + 60_000).toISOString() })],
  ['delete', (task) => user.api.tasks.delete(onto(task))],
  ['bulk complete', (task) => user.api.tasks.bulk({ ...mutation(), ids: [task.id], action: { kind: 'complete' } })],
  [
    'bulk tag',
    (task) =>
      user.api.tasks.bulk({ ...mutation(), ids: [task.id], action: { kind: 'tag', add: ['b'], remove: ['a'] } }),
  ],
  ['bulk delete', (task) => user.api.tasks.bulk({ ...mutation(), ids: [task.id], action: { kind: 'delete' } })],
]

describe('undo', () => {
  it.each(changes)('of %s brings back all of it, and undoing that does it again', async (_, change) => {
    const task = await create()
    const { changeId } = await change(task)
    const after = await user.api.tasks.byIds({ ids: [task.id] })
    expect(after.map(content)).not.toEqual([content(task)])
    const undo = { ...mutation(), changeId }
    const undone = await user.api.changes.undo(undo)
    expect((await user.api.tasks.byIds({ ids: [task.id] })).map(content)).toEqual([content(task)])
    expect(await user.api.changes.undo(undo)).toMatchObject({ changeId: undone.changeId, replayed: true })
    await user.api.changes.undo({ ...mutation(), changeId: undone.changeId })
    expect((await user.api.tasks.byIds({ ids: [task.id] })).map(content)).toEqual(after.map(content))
  })

  it('of create and of reopen', async () => {
    const made = await user.api.tasks.create({ ...mutation(), task: { title: 'Made by mistake' } })
    expect((await user.api.changes.undo({ ...mutation(), changeId: made.changeId })).deleted).toEqual([
      made.tasks[0]?.id,
    ])
    const task = await create()
    await user.api.tasks.complete(onto(task))
    const done = await user.api.tasks.get({ id: task.id })
    const reopened = await user.api.tasks.reopen(onto(task))
    expect(reopened.tasks[0]).toMatchObject({
      status: 'open',
      completedAt: null,
      reminders: [{ status: 'pending' }, { status: 'pending' }],
    })
    await user.api.changes.undo({ ...mutation(), changeId: reopened.changeId })
    expect(content(await user.api.tasks.get({ id: task.id }))).toEqual(content(done))
  })

  it('is refused, and changes nothing, when the task was changed since or it was undone before', async () => {
    const task = await create()
    const first = await user.api.tasks.update({ ...onto(task), patch: { title: 'First' } })
    await user.api.tasks.update({ ...onto(task), patch: { title: 'Second' } })
    const refused = { cause: { code: 'not_undoable' } }
    await expect(user.api.changes.undo({ ...mutation(), changeId: first.changeId })).rejects.toMatchObject(refused)
    expect(await user.api.tasks.get({ id: task.id })).toMatchObject({ title: 'Second', version: 3 })
    const last = await user.api.tasks.delete(onto(task))
    await user.api.changes.undo({ ...mutation(), changeId: last.changeId })
    await expect(user.api.changes.undo({ ...mutation(), changeId: last.changeId })).rejects.toMatchObject(refused)
    await expect(user.api.changes.undo({ ...mutation(), changeId: randomUUID() })).rejects.toMatchObject(refused)
  })

  it('of the latest goes back one change at a time', async () => {
    const fresh = await server.createUser()
    for (const title of ['One', 'Two', 'Three']) await fresh.api.tasks.create({ ...mutation(), task: { title } })
    for (const left of [2, 1, 0]) {
      await fresh.api.changes.undoLatest(mutation())
      expect((await fresh.api.tasks.list({})).items).toHaveLength(left)
    }
    await expect(fresh.api.changes.undoLatest(mutation())).rejects.toMatchObject({ cause: { code: 'not_undoable' } })
  })

  it('is over after a day', async () => {
    const task = await create()
    const { changeId } = await user.api.tasks.update({ ...onto(task), patch: { title: 'Old' } })
    await server.query(`UPDATE app.undo_entry SET created_at = now() - interval '25 hours' WHERE change_id = $1`, [
      changeId,
    ])
    await expect(user.api.changes.undo({ ...mutation(), changeId })).rejects.toMatchObject({
      cause: { code: 'not_undoable' },
    })
  })
})

describe('a change repeated after its response was lost', () => {
  const seqOf = async () =>
    (await server.query<{ seq: string }>('SELECT seq FROM app.profile WHERE user_id = $1', [user.id]))[0]?.seq

  it.each(changes)('%s happens once and answers the same', async (_, change) => {
    const task = await create()
    fixedMutation = randomUUID()
    const first = await change(task)
    const seq = await seqOf()
    const outbox = await server.query('SELECT id FROM app.outbox WHERE user_id = $1 ORDER BY id', [user.id])
    const repeats = await Promise.all([change(task), change(task)])
    fixedMutation = null
    for (const repeat of repeats) expect(repeat).toEqual({ ...first, replayed: true })
    expect(await seqOf()).toBe(seq)
    expect(await server.query('SELECT id FROM app.outbox WHERE user_id = $1 ORDER BY id', [user.id])).toEqual(outbox)
  })

  it('is refused when the id was used for something else', async () => {
    const task = await create()
    const { mutationId } = mutation()
    await user.api.tasks.complete({ mutationId, target: { id: task.id } })
    await expect(user.api.tasks.delete({ mutationId, target: { id: task.id } })).rejects.toMatchObject({
      cause: { code: 'mutation_reused' },
    })
    expect((await user.api.tasks.get({ id: task.id })).status).toBe('done')
  })

  it('happens once when both attempts run at the same time', async () => {
    const fresh = await server.createUser()
    const input = { ...mutation(), task: { title: 'Once' } }
    const results = await Promise.all(Array.from({ length: 8 }, () => fresh.api.tasks.create(input)))
    expect(new Set(results.map(({ tasks }) => tasks[0]?.id)).size).toBe(1)
    expect((await fresh.api.tasks.list({})).items).toHaveLength(1)
  })
})
