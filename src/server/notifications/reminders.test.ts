import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Task } from '../../domain/task.ts'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'
import { fire, invoke, post, published } from '../testing/sidecar-calls.ts'

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
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

async function create(title = 'Call mum', minutes = 60): Promise<Task> {
  const task = {
    title,
    due: { date: '2099-01-01', time: '09:00' },
    reminders: [{ kind: 'absolute' as const, at: inMinutes(minutes) }],
  }
  const [made] = (await user.api.tasks.create({ ...mutation(), task })).tasks
  if (made === undefined) throw new Error('nothing made')
  return made
}
/** Lets all pending reminders of the user come due, `seconds` ago. */
const comeDue = (seconds = 1) =>
  server.query(
    `UPDATE app.reminder SET fire_at = now() - make_interval(secs => $2) WHERE user_id = $1 AND status = 'pending'`,
    [user.id, seconds],
  )

async function sweep() {
  const seen = server.sidecar.of('reminder.due', user.id).length
  await fire(server, 'reminder-sweep')
  const { id, data } = await published(server, { type: 'reminder.due', userId: user.id, seen })
  return { userId: user.id, eventId: id, reminders: data.reminders }
}
async function deliver(request: Awaited<ReturnType<typeof sweep>>) {
  const { deliveries } = await invoke(server, 'planReminders', request)
  const reports = deliveries.map(({ id }) => ({ id, outcome: 'delivered' as const }))
  return reports.length === 0
    ? { recorded: 0 }
    : invoke(server, 'reportDeliveries', { userId: user.id, deliveries: reports })
}
const notifications = () => user.api.notifications.list({})

describe('reminders', () => {
  it('become one notification however often event, plan and report arrive, at once or late', async () => {
    const task = await create()
    expect(await fire(server, 'reminder-sweep')).toMatchObject({ reminders: 0 })
    await comeDue()
    const request = await sweep()
    await Promise.all([1, 2, 3, 4].map(() => deliver(request)))
    expect(await deliver(request)).toEqual({ recorded: 0 })
    const { items, unread } = await notifications()
    expect(items).toMatchObject([
      { kind: 'reminder', late: false, tasks: [{ taskId: task.id, title: 'Call mum' }], acted: null, readAt: null },
    ])
    expect(unread).toBe(1)
    expect((await user.api.tasks.get({ id: task.id })).reminders).toMatchObject([{ status: 'delivered' }])
    expect(await fire(server, 'reminder-sweep')).toMatchObject({ reminders: 0 })
  })

  it('is claimed once by sweeps that run at the same time', async () => {
    for (let n = 0; n < 5; n += 1) await create(`Task ${n}`)
    await comeDue()
    const { system } = server.application.database
    const claims = await Promise.all([1, 2, 3, 4, 5].map(() => system.claimDueReminders(500)))
    expect(claims.reduce((sum, count) => sum + count, 0)).toBe(5)
  })

  const ends: [string, (task: Task) => Promise<unknown>][] = [
    ['completed', (task) => user.api.tasks.complete({ ...mutation(), target: { id: task.id } })],
    ['deleted', (task) => user.api.tasks.delete({ ...mutation(), target: { id: task.id } })],
    [
      'moved',
      (task) =>
        user.api.tasks.update({
          ...mutation(),
          target: { id: task.id },
          patch: { due: { date: '2099-02-01', time: null } },
        }),
    ],
  ]
  it.each(ends)('is cancelled when its task is %s after the claim, and after the plan', async (_, end) => {
    for (const planFirst of [false, true]) {
      const task = await create()
      await comeDue()
      const request = await sweep()
      const planned = planFirst ? await invoke(server, 'planReminders', request) : null
      await end(task)
      if (planned === null) expect(await invoke(server, 'planReminders', request)).toEqual({ deliveries: [] })
      else {
        const deliveries = planned.deliveries.map(({ id }) => ({ id, outcome: 'delivered' as const }))
        expect(await invoke(server, 'reportDeliveries', { userId: user.id, deliveries })).toEqual({ recorded: 0 })
      }
    }
    expect((await notifications()).items).toEqual([])
  })

  it('fires after all when the completion that cancelled it is undone', async () => {
    const task = await create()
    await comeDue()
    const request = await sweep()
    const { deliveries } = await invoke(server, 'planReminders', request)
    const done = await user.api.tasks.complete({ ...mutation(), target: { id: task.id } })
    const reports = deliveries.map(({ id }) => ({ id, outcome: 'delivered' as const }))
    await invoke(server, 'reportDeliveries', { userId: user.id, deliveries: reports })
    await user.api.changes.undo({ ...mutation(), changeId: done.changeId })
    expect(await deliver(await sweep())).toEqual({ recorded: 1 })
    expect((await notifications()).items).toHaveLength(1)
  })

  it('is not shown twice when an edit from before its delivery is undone after it', async () => {
    const task = await create()
    await comeDue()
    const edit = await user.api.tasks.update({ ...mutation(), target: { id: task.id }, patch: { title: 'Call dad' } })
    await deliver(await sweep())
    await user.api.changes.undo({ ...mutation(), changeId: edit.changeId })
    expect(await deliver(await sweep())).toEqual({ recorded: 0 })
    expect((await notifications()).items).toHaveLength(1)
    expect((await user.api.tasks.get({ id: task.id })).reminders).toMatchObject([{ status: 'delivered' }])
  })

  it('gathers more than five late ones into a digest; five or fewer come singly', async () => {
    for (let n = 0; n < 6; n += 1) await create(`Late ${n}`)
    await comeDue(300)
    await deliver(await sweep())
    expect((await notifications()).items).toMatchObject([{ kind: 'digest', late: true, tasks: { length: 6 } }])
    for (let n = 0; n < 5; n += 1) await create(`Late again ${n}`)
    await comeDue(300)
    await deliver(await sweep())
    expect((await notifications()).items.map(({ kind }) => kind)).toEqual([...Array(5).fill('reminder'), 'digest'])
  })

  it('one claimed but lost on the way is claimed again after a while', async () => {
    await create()
    await comeDue()
    await sweep()
    await server.query(`UPDATE app.reminder SET claimed_at = now() - interval '1 hour' WHERE user_id = $1`, [user.id])
    await fire(server, 'purge-expired')
    expect(await deliver(await sweep())).toEqual({ recorded: 1 })
  })

  it('of an account deleted meanwhile leads to nothing, whenever its event comes', async () => {
    await create()
    await comeDue()
    const request = await sweep()
    await user.api.me.deleteAccount({ ...mutation(), confirm: user.email })
    expect(await deliver(request)).toEqual({ recorded: 0 })
    for (const table of ['task', 'reminder', 'delivery', 'notification', 'outbox'])
      expect(await server.query(`SELECT 1 FROM app.${table} WHERE user_id = $1`, [user.id])).toEqual([])
  })

  it('already past when set is told as missed and never fires', async () => {
    const task = await create('Too late', -5)
    expect(task.reminders).toMatchObject([{ status: 'missed' }])
    await fire(server, 'reminder-sweep')
    expect((await user.api.tasks.get({ id: task.id })).reminders).toMatchObject([{ status: 'missed' }])
  })
})

describe('answering a notification', () => {
  const notified = async (task: Task) => {
    await comeDue()
    await deliver(await sweep())
    const [item] = (await notifications()).items
    return { id: item?.id ?? '', taskId: task.id }
  }

  it('does it to the task, marks it acted and read, once', async () => {
    const task = await create()
    const input = { ...mutation(), ...(await notified(task)), action: 'done' as const }
    const result = await user.api.notifications.act(input)
    expect(result.tasks).toMatchObject([{ status: 'done' }])
    expect(await user.api.notifications.act(input)).toMatchObject({ replayed: true })
    const { items, unread } = await notifications()
    expect(items).toMatchObject([{ acted: 'done', readAt: expect.any(String) }])
    expect(unread).toBe(0)
    expect(await published(server, { type: 'notification.changed', userId: user.id })).toBeDefined()
    expect(server.sidecar.of('notification.changed', user.id)).toHaveLength(1)
  })

  it('snoozes until a time to come, keeping due date and series', async () => {
    const task = await create()
    const target = await notified(task)
    await expect(user.api.notifications.act({ ...mutation(), ...target, action: 'snooze' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(
      user.api.notifications.act({ ...mutation(), ...target, action: 'snooze', until: inMinutes(-1) }),
    ).rejects.toThrow('already passed')
    const until = inMinutes(10)
    const { tasks } = await user.api.notifications.act({ ...mutation(), ...target, action: 'snooze', until })
    expect(tasks[0]).toMatchObject({
      due: task.due,
      reminders: [{ status: 'delivered' }, { kind: 'snooze', fireAt: until, status: 'pending' }],
    })
    const later = await user.api.tasks.snooze({ ...mutation(), target: { id: task.id }, until: inMinutes(20) })
    expect(later.tasks[0]?.reminders.filter(({ kind }) => kind === 'snooze')).toHaveLength(1)
  })

  it('is refused for a task the notification is not about', async () => {
    const target = await notified(await create())
    const other = await create('Other')
    await expect(
      user.api.notifications.act({ ...mutation(), ...target, taskId: other.id, action: 'done' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await user.api.tasks.get({ id: other.id })).status).toBe('open')
  })

  it('lists in pages and marks as read', async () => {
    for (let n = 0; n < 3; n += 1) await create(`Task ${n}`)
    await comeDue()
    await deliver(await sweep())
    const first = await user.api.notifications.list({ limit: 2 })
    const rest = await user.api.notifications.list({ limit: 2, cursor: first.nextCursor ?? '' })
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(3)
    expect(rest.nextCursor).toBeNull()
    await expect(user.api.notifications.list({ cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await user.api.notifications.markRead({ ...mutation(), ids: [first.items[0]?.id ?? ''] })).toEqual({
      unread: 2,
    })
    expect((await user.api.notifications.list({ unreadOnly: true })).items).toHaveLength(2)
    expect(await user.api.notifications.markRead({ ...mutation(), ids: 'all' })).toEqual({ unread: 0 })
  })
})

it('refuses malformed plans and reports', async () => {
  for (const path of ['/internal/reminders/plan', '/internal/deliveries/report'])
    for (const body of [{}, { userId: user.id }, { userId: user.id, reminders: [], deliveries: [] }])
      expect((await post(server, path, body)).status).toBe(400)
})
