import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmailConfirmationToken } from '../identity/one-time-links.ts'
import { adminEmail, createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

async function userWith(email: string): Promise<TestUser> {
  const user = await server.createUser()
  await server.application.database.auth.user.update({ where: { id: user.id }, data: { email } })
  return user
}

const forbidden = { code: 'FORBIDDEN' }

describe('the page of administrators', () => {
  it('is closed to guests, to accounts of another address, and to the first who registers with the right one', async () => {
    for (const user of [await server.createUser({ isGuest: true }), await server.createUser()])
      await expect(user.api.admin.overview()).rejects.toMatchObject(forbidden)
    const squatter = await userWith(adminEmail)
    await expect(squatter.api.admin.overview()).rejects.toMatchObject(forbidden)
    await expect(squatter.api.admin.replay({ mutationId: randomUUID(), which: 'all' })).rejects.toMatchObject(forbidden)

    const context = await server.application.identity.auth.$context
    const token = await createEmailConfirmationToken(context, { userId: squatter.id, email: adminEmail })
    const follow = () => fetch(`${server.url}/api/auth/confirm-email?token=${token}`, { redirect: 'manual' })
    expect((await follow()).headers.get('location')).toContain('/admin?link=confirmed')
    expect((await squatter.api.admin.overview()).health.every(({ ok }) => ok)).toBe(true)
    expect((await follow()).headers.get('location')).toContain('link=invalid')
  })

  it('shows what was given up, without what it says, and has it delivered again', async () => {
    const [admin] = await server.application.database.auth.user.findMany({ where: { email: adminEmail } })
    const { api } = { api: server.callerFor({ id: admin?.id ?? '', name: '', email: adminEmail, isGuest: false }) }
    const letter = { topic: 'reminders' as const, at: new Date(), type: 'reminder.due', reason: 'RETRY' }
    server.events.letters.push({ ...letter, id: '7', replayRequested: false })
    const { events, deployments, budget, outbox } = await api.admin.overview()
    expect(events?.deadLetters.map(({ id }) => id)).toEqual(['7'])
    expect(Object.keys(events?.deadLetters[0] ?? {}).toSorted()).toEqual(
      ['at', 'id', 'reason', 'replayRequested', 'topic', 'type'].toSorted(),
    )
    expect([deployments, budget]).toEqual([[], []])
    expect(outbox?.depth).toBe(0)
    expect(await api.admin.replay({ mutationId: randomUUID(), which: '7' })).toEqual({ count: 1 })
    expect(server.events.letters).toEqual([])
    await expect(api.admin.replay({ mutationId: randomUUID(), which: '7' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
