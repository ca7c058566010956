import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInvite } from './invites.ts'
import { createBrowser, createTestIdentity } from './test-browser.ts'

let test: Awaited<ReturnType<typeof createTestIdentity>>
beforeAll(async () => {
  test = await createTestIdentity()
})
afterAll(() => test.close())

const account = (email: string) => ({ name: 'Grace', email, password: 'correct horse' })

async function guest(identity = test.identity) {
  const browser = createBrowser(identity)
  expect((await browser.continueAsGuest()).status).toBe(200)
  const user = await browser.user()
  if (user === null) throw new Error('no guest')
  return {
    browser,
    user,
    upgrade: (email: string, more = {}) => identity.upgradeGuest(user, { ...account(email), ...more }, new Headers()),
  }
}

describe('a guest', () => {
  it('has no address', async () => {
    expect((await guest()).user).toMatchObject({ isGuest: true, email: '', name: 'Guest' })
  })

  it('can be switched off', async () => {
    const browser = createBrowser(test.another({ GUESTS: 'off' }))
    expect((await browser.continueAsGuest()).status).toBe(403)
    expect(await browser.user()).toBeNull()
  })

  it('becomes an account in place: same user, same session, same data', async () => {
    const { browser, user, upgrade } = await guest()
    await test.database.withUser(user.userId, (tx) =>
      tx.profile.create({ data: { userId: user.userId, timeZone: 'Asia/Tokyo' } }),
    )
    await upgrade('grace@example.com')
    expect(await browser.user()).toEqual({ ...user, name: 'Grace', email: 'grace@example.com', isGuest: false })
    const other = createBrowser(test.identity)
    expect((await other.signIn('grace@example.com')).status).toBe(200)
    expect((await other.user())?.userId).toBe(user.userId)
    const profile = await test.database.withUser(user.userId, (tx) => tx.profile.findMany())
    expect(profile).toMatchObject([{ userId: user.userId, timeZone: 'Asia/Tokyo' }])
  })

  it('may repeat the request, but not take over an account', async () => {
    const { upgrade } = await guest()
    await upgrade('repeat@example.com')
    await expect(upgrade('repeat@example.com')).resolves.toBeUndefined()
    await expect(upgrade('another@example.com')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(upgrade('repeat@example.com', { password: 'another password' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('cannot take an address that is in use, also when two race for it', async () => {
    const [one, two] = [await guest(), await guest()]
    const outcomes = await Promise.allSettled([one.upgrade('race@example.com'), two.upgrade('race@example.com')])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const late = await guest()
    await expect(late.upgrade('race@example.com')).rejects.toMatchObject({ code: 'already_exists' })
    expect(await late.browser.user()).toMatchObject({ isGuest: true })
  })

  it('needs an invitation where accounts do', async () => {
    const identity = test.another({ REGISTRATION: 'invite' })
    const { upgrade } = await guest(identity)
    await expect(upgrade('invited@example.com')).rejects.toMatchObject({ code: 'registration_closed' })
    const { adapter } = await identity.auth.$context
    const { token } = await createInvite(adapter, null)
    await upgrade('invited@example.com', { invite: token })
    const closed = await guest(test.another({ REGISTRATION: 'closed' }))
    await expect(closed.upgrade('closed@example.com')).rejects.toMatchObject({ code: 'registration_closed' })
  })

  it('keeps their data apart when they sign in to another account', async () => {
    const { browser, user } = await guest()
    await createBrowser(test.identity).signUp('existing@example.com')
    expect((await browser.signIn('existing@example.com')).status).toBe(200)
    expect((await browser.user())?.userId).not.toBe(user.userId)
    expect(await test.database.auth.user.count({ where: { id: user.userId } })).toBe(1)
  })
})
