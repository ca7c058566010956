import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser, createTestIdentity, testOrigin } from './test-browser.ts'

let test: Awaited<ReturnType<typeof createTestIdentity>>
beforeAll(async () => {
  test = await createTestIdentity()
})
afterAll(() => test.close())

describe('an account', () => {
  it('is made, left and entered again', async () => {
    const browser = createBrowser(test.identity)
    expect(await browser.user()).toBeNull()
    expect((await browser.signUp('Ada@Example.com')).status).toBe(200)
    const user = await browser.user()
    expect(user).toMatchObject({ name: 'Ada', email: 'ada@example.com', isGuest: false })
    expect(user?.userId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)

    await browser.signOut()
    expect(await browser.user()).toBeNull()
    expect((await browser.signIn('ada@example.com', 'wrong password')).status).toBe(401)
    expect((await browser.signIn('ada@example.com')).status).toBe(200)
    expect((await browser.user())?.userId).toBe(user?.userId)
  })

  it('is refused with a bad address, password or name', async () => {
    const browser = createBrowser(test.identity)
    expect((await browser.signUp('not an address')).status).toBe(400)
    expect((await browser.signUp('short@example.com', '1234567')).status).toBe(400)
    expect((await browser.signUp('long@example.com', 'x'.repeat(129))).status).toBe(400)
    expect((await browser.signUp('name@example.com', undefined, { name: 'n'.repeat(101) })).status).toBe(400)
    expect((await browser.signUp('name@example.com', undefined, { name: ' \u0000 ' })).status).toBe(400)
    expect(
      await test.database.auth.user.count({ where: { email: { in: ['short@example.com', 'name@example.com'] } } }),
    ).toBe(0)
  })

  it('cannot take an address twice, also when two try at once', async () => {
    const [one, two] = [createBrowser(test.identity), createBrowser(test.identity)]
    const answers = await Promise.all([one.signUp('twice@example.com'), two.signUp('TWICE@example.com')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    expect((await one.signUp('twice@example.com')).status).toBe(422)
  })

  it('changes its password, ending the other sessions', async () => {
    const [here, there] = [createBrowser(test.identity), createBrowser(test.identity)]
    await here.signUp('password@example.com')
    await there.signIn('password@example.com')
    expect(await there.user()).not.toBeNull()
    const body = { currentPassword: 'correct horse', newPassword: 'battery staple', revokeOtherSessions: true }
    expect((await here.send('/change-password', { body: { ...body, currentPassword: 'wrong' } })).status).toBe(400)
    expect((await here.send('/change-password', { body })).status).toBe(200)
    expect(await there.user()).toBeNull()
    expect(await here.user()).not.toBeNull()
    expect((await there.signIn('password@example.com')).status).toBe(401)
    expect((await there.signIn('password@example.com', 'battery staple')).status).toBe(200)
  })

  it('signs out everywhere at once, and says so to who listens', async () => {
    const [here, there] = [createBrowser(test.identity), createBrowser(test.identity)]
    await here.signUp('everywhere@example.com')
    await there.signIn('everywhere@example.com')
    const user = await there.user()
    const changed: string[] = []
    const stop = test.identity.onUserChanged((userId) => changed.push(userId))
    expect((await here.send('/list-sessions')).body).toHaveLength(2)
    expect((await here.send('/revoke-sessions', { body: {} })).status).toBe(200)
    stop()
    expect(changed).toContain(user?.userId)
    expect(await here.user()).toBeNull()
    expect(await there.user()).toBeNull()
  })
})

describe('a session', () => {
  it('is read once for many requests', async () => {
    const browser = createBrowser(test.identity)
    await browser.signUp('cached@example.com')
    const [first, second] = await Promise.all([browser.user(), browser.user()])
    expect(second).toBe(first)
  })

  it('with a changed signature or a made-up token is none', async () => {
    const browser = createBrowser(test.identity)
    await browser.signUp('signature@example.com')
    const cookie = browser.headers().get('cookie') ?? ''
    const at = cookie.indexOf('=') + 3
    const changed = `${cookie.slice(0, at)}${cookie[at] === 'a' ? 'b' : 'a'}${cookie.slice(at + 1)}`
    expect(await test.identity.sessionFor(new Headers({ cookie: changed }))).toBeNull()
    expect(await test.identity.sessionFor(new Headers({ cookie: 'todo.session_token=abc' }))).toBeNull()
  })

  it('has cookies that scripts and other sites cannot use, and secure ones under https', async () => {
    const plain = createBrowser(test.identity)
    await plain.signUp('plain@example.com')
    expect(plain.setCookies().join()).toMatch(/todo\.session_token=.*HttpOnly.*SameSite=Lax/i)
    expect(plain.setCookies().join()).not.toMatch(/Secure/)

    const https = 'https://todo.test'
    const secure = createBrowser(test.another({ APP_URL: https }), https)
    await secure.signUp('secure@example.com')
    expect(secure.setCookies().join()).toMatch(/__Secure-todo\.session_token=.*Secure/)
    expect(await secure.user()).not.toBeNull()
  })

  it('is extended once a day', async () => {
    const browser = createBrowser(test.identity)
    await browser.signUp('extended@example.com')
    const user = await browser.user()
    expect(await test.identity.renewSession(browser.headers())).toEqual([])
    const old = new Date(Date.now() + 10 * 86_400_000)
    await test.database.auth.session.update({ where: { id: user?.sessionId ?? '' }, data: { expiresAt: old } })
    expect((await test.identity.renewSession(browser.headers())).join()).toContain('todo.session_token=')
    const session = await test.database.auth.session.findUniqueOrThrow({ where: { id: user?.sessionId ?? '' } })
    expect(session.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
  })

  it('that has expired is none', async () => {
    const browser = createBrowser(test.identity)
    const { body } = await browser.signUp('expired@example.com')
    await test.database.auth.session.updateMany({ where: { userId: body.user.id }, data: { expiresAt: new Date(0) } })
    expect(await browser.user()).toBeNull()
  })
})

describe('requests from elsewhere', () => {
  it('are refused when they carry cookies, or sign somebody in', async () => {
    const browser = createBrowser(test.identity)
    await browser.signUp('origin@example.com')
    const evil = { origin: 'https://evil.test' }
    expect((await browser.send('/revoke-sessions', { body: {}, headers: evil })).status).toBe(403)
    expect((await browser.send('/sign-out', { body: {}, headers: { origin: 'null' } })).status).toBe(403)
    expect(await browser.user()).not.toBeNull()
    const stranger = createBrowser(test.identity)
    const credentials = { email: 'origin@example.com', password: 'correct horse' }
    expect((await stranger.send('/sign-in/email', { body: credentials, headers: evil })).status).toBe(403)
  })

  it('are accepted from configured origins', async () => {
    const other = 'https://other.test'
    const identity = test.another({ TRUSTED_ORIGINS: [`${other}/`] })
    const browser = createBrowser(identity)
    await browser.signUp('other@example.com')
    expect((await browser.send('/sign-out', { body: {}, headers: { origin: other } })).status).toBe(200)
    expect(() => identity.checkOrigin(new Headers({ origin: other }))).not.toThrow()
    expect(() => identity.checkOrigin(new Headers({ origin: testOrigin }))).not.toThrow()
    expect(() => identity.checkOrigin(new Headers({ origin: 'https://evil.test' }))).toThrow()
  })

  it('find nothing of what is switched off', async () => {
    const browser = createBrowser(test.identity)
    await browser.signUp('off@example.com')
    for (const path of ['/delete-user', '/link-social', '/unlink-account']) {
      expect((await browser.send(path, { body: {} })).status).toBe(404)
    }
    const { status, body } = await browser.send('/request-password-reset', { body: { email: 'off@example.com' } })
    expect([status, body.message]).toEqual([403, expect.stringContaining('npm run admin')])
  })
})

describe('signing in with the cookie of an ended session', () => {
  it('works at once', async () => {
    const [here, there] = [createBrowser(test.identity), createBrowser(test.identity)]
    await here.signUp('stale@example.com')
    await there.signIn('stale@example.com')
    await here.send('/revoke-sessions', { body: {} })
    await there.signIn('stale@example.com')
    expect(await there.user()).not.toBeNull()
    await here.continueAsGuest()
    expect(await here.user()).toMatchObject({ isGuest: true })
  })
})
