import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmailChangeToken, createResetToken } from './one-time-links.ts'
import { createBrowser, createTestIdentity, testOrigin } from './test-browser.ts'

let test: Awaited<ReturnType<typeof createTestIdentity>>
beforeAll(async () => {
  test = await createTestIdentity()
})
afterAll(() => test.close())

async function member(email: string) {
  const browser = createBrowser(test.identity)
  const { body } = await browser.signUp(email)
  return { browser, userId: body.user.id, context: await test.identity.auth.$context }
}

describe('a reset link', () => {
  it('sets a new password once and ends every session', async () => {
    const { browser, userId, context } = await member('reset@example.com')
    const token = await createResetToken(context, userId)
    const reset = (newPassword: string) =>
      createBrowser(test.identity).send('/reset-password', { body: { token, newPassword } })
    expect((await reset('short')).status).toBe(400)
    expect((await reset('battery staple')).status).toBe(200)
    expect((await reset('something else')).status).toBe(400)
    expect(await browser.user()).toBeNull()
    expect((await browser.signIn('reset@example.com')).status).toBe(401)
    expect((await browser.signIn('reset@example.com', 'battery staple')).status).toBe(200)
  })

  it('is refused when it expired, and is not readable in the database', async () => {
    const { userId, context } = await member('expired-link@example.com')
    const token = await createResetToken(context, userId)
    const stored = JSON.stringify(await test.database.auth.verification.findMany())
    expect(stored).toContain(userId)
    expect(stored).not.toContain(token)
    await test.database.auth.verification.updateMany({ data: { expiresAt: new Date(0) } })
    const { status } = await createBrowser(test.identity).send('/reset-password', {
      body: { token, newPassword: 'battery staple' },
    })
    expect(status).toBe(400)
  })
})

describe('an e-mail change link', () => {
  const open = async (token: string) =>
    (await createBrowser(test.identity).send(`/change-email/confirm?token=${token}`)).location

  it('changes the address once', async () => {
    const { browser, userId, context } = await member('old@example.com')
    await browser.user()
    const token = await createEmailChangeToken(context, { userId, email: 'New@example.com' })
    expect(await open(token)).toBe(`${testOrigin}/settings?email=changed`)
    expect(await browser.user()).toMatchObject({ userId, email: 'new@example.com' })
    expect(await open(token)).toBe(`${testOrigin}/settings?email=invalid`)
    expect((await createBrowser(test.identity).signIn('old@example.com')).status).toBe(401)
    expect((await createBrowser(test.identity).signIn('new@example.com')).status).toBe(200)
  })

  it('leaves the address when the new one is in use by then', async () => {
    const { browser, userId, context } = await member('stays@example.com')
    const token = await createEmailChangeToken(context, { userId, email: 'taken@example.com' })
    await member('taken@example.com')
    expect(await open(token)).toBe(`${testOrigin}/settings?email=taken`)
    expect(await browser.user()).toMatchObject({ email: 'stays@example.com' })
  })
})
