import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'

let server: TestServer
let user: TestUser
beforeAll(async () => {
  server = await createTestServer()
  user = await server.createUser({ timeZone: 'Europe/Berlin' })
})
afterAll(() => server.close())

const id = () => randomUUID()

describe('tasks', () => {
  it('creates, reads, changes and deletes', async () => {
    const { tasks, changeId, seq } = await user.api.tasks.create({
      mutationId: id(),
      task: {
        title: '  Buy   milk ',
        priority: 'high',
        tags: ['#Home', 'shop'],
        due: { date: '2027-03-01', time: '09:00' },
      },
    })
    const [task] = tasks
    expect(task).toMatchObject({
      title: 'Buy milk',
      priority: 'high',
      tags: ['home', 'shop'],
      timeZone: 'Europe/Berlin',
      dueAt: '2027-03-01T08:00:00.000Z',
      version: 1,
      reminders: [],
    })
    expect(seq).toBe(1)
    expect(changeId).toMatch(/^[0-9a-f-]{36}$/)
    if (task === undefined) return
    expect(await user.api.tasks.get({ id: task.id })).toEqual(task)
    const updated = await user.api.tasks.update({
      mutationId: id(),
      target: { id: task.id, version: 1 },
      patch: { title: 'Buy oat milk' },
    })
    expect(updated.tasks[0]).toMatchObject({ title: 'Buy oat milk', version: 2, priority: 'high' })
    await expect(
      user.api.tasks.update({ mutationId: id(), target: { id: task.id, version: 1 }, patch: { title: 'x' } }),
    ).rejects.toMatchObject({ code: 'CONFLICT', cause: { code: 'version_conflict' } })
    expect(await user.api.tasks.delete({ mutationId: id(), target: { id: task.id } })).toMatchObject({
      deleted: [task.id],
      tasks: [],
    })
    await expect(user.api.tasks.get({ id: task.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
