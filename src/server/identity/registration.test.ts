import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Identity } from './identity.ts'
import { createInvite } from './invites.ts'
import { createBrowser, createTestIdentity } from './test-browser.ts'

let test: Awaited<ReturnType<typeof createTestIdentity>>
beforeAll(async () => {
  test = await createTestIdentity({ REGISTRATION: 'invite' })
})
afterAll(() => test.close())

const invite = async (email: string | null = null): Promise<string> => {
  const { adapter } = await test.identity.auth.$context
  return (await createInvite(adapter, email)).token
}
const join = (email: string, token?: string, identity: Identity = test.identity) =>
  createBrowser(identity).signUp(email, undefined, token === undefined ? {} : { invite: token })

describe('registration by invitation', () => {
  it('needs a token that exists', async () => {
    expect((await join('none@example.com')).body.code).toBe('registration_closed')
    expect((await join('wrong@example.com', 'made up')).body.code).toBe('registration_closed')
    expect((await join('right@example.com', await invite())).status).toBe(200)
  })

  it('spends a token once, also when two race for it', async () => {
    const token = await invite()
    const answers = await Promise.all([1, 2, 3, 4].map((n) => join(`racer${n}@example.com`, token)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403])
    expect(await test.database.auth.user.count({ where: { email: { startsWith: 'racer' } } })).toBe(1)
  })

  it('keeps a token for its address, and only its hash', async () => {
    const token = await invite('Bound@Example.com')
    expect((await join('other@example.com', token)).status).toBe(403)
    expect((await join('bound@example.com', token)).status).toBe(200)
    const stored = JSON.stringify(await test.database.auth.invite.findMany())
    expect(stored).not.toContain(token)
  })

  it('refuses an expired token', async () => {
    const token = await invite()
    await test.database.auth.invite.updateMany({ where: { usedAt: null }, data: { expiresAt: new Date(0) } })
    expect((await join('late@example.com', token)).status).toBe(403)
  })

  it('does not spend a token on an account that could not be made', async () => {
    const token = await invite()
    expect((await join('right@example.com', token)).status).toBe(422)
    expect((await join('bad@example.com', token, test.identity)).status).toBe(200)
  })
})

describe('closed registration', () => {
  it('admits nobody, not even with an invitation', async () => {
    const closed = test.another({ REGISTRATION: 'closed' })
    expect((await join('closed@example.com', undefined, closed)).body.code).toBe('registration_closed')
    expect((await join('closed@example.com', await invite(), closed)).body.code).toBe('registration_closed')
  })
})
