import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser, createTestIdentity, testOrigin } from '../identity/test-browser.ts'
import { openAdmin } from './admin.ts'
import { runAdminCommand } from './run-admin-command.ts'

let test: Awaited<ReturnType<typeof createTestIdentity>>
let admin: ReturnType<typeof openAdmin>
beforeAll(async () => {
  test = await createTestIdentity({ REGISTRATION: 'invite' })
  admin = openAdmin({ databaseUrl: test.authUrl, secret: test.secret, appUrl: testOrigin })
})
afterAll(async () => {
  await admin.close()
  await test.close()
})

const tokenIn = (printed: string): string => /token=([\w-]+)/.exec(printed)?.[1] ?? ''

describe('administrators’ commands', () => {
  it('invites, resets a password and changes an address by links', async () => {
    const browser = createBrowser(test.identity)
    const invite = await admin.run('invite', ['ada@example.com'])
    expect(invite).toContain(`${testOrigin}/invite?token=`)
    expect((await browser.signUp('ada@example.com', undefined, { invite: tokenIn(invite) })).status).toBe(200)

    const reset = await admin.run('reset-link', ['Ada@example.com'])
    expect(reset).toContain(`${testOrigin}/reset-password?token=`)
    const body = { token: tokenIn(reset), newPassword: 'battery staple' }
    expect((await createBrowser(test.identity).send('/reset-password', { body })).status).toBe(200)
    expect((await browser.signIn('ada@example.com', 'battery staple')).status).toBe(200)

    const change = await admin.run('change-email-link', ['ada@example.com', 'lovelace@example.com'])
    const path = change.split('\n')[0]?.replace(`${testOrigin}/api/auth`, '') ?? ''
    expect((await createBrowser(test.identity).send(path)).location).toContain('email=changed')
    expect(await browser.user()).toMatchObject({ email: 'lovelace@example.com' })
  })

  it('says what is wrong with an address', async () => {
    await expect(admin.run('reset-link', [])).rejects.toThrow(/missing or no e-mail address/)
    await expect(admin.run('reset-link', ['nobody@example.com'])).rejects.toThrow(
      'There is no account with nobody@example.com.',
    )
    await expect(admin.run('change-email-link', ['lovelace@example.com', 'lovelace@example.com'])).rejects.toThrow(
      /already/,
    )
    await expect(admin.run('invite', ['not an address'])).rejects.toThrow(/no e-mail address/)
  })

  it('beside a running server: what there is, what there is not, and a sentence for what fails', async () => {
    const open = async () => openAdmin({ databaseUrl: test.authUrl, secret: test.secret, appUrl: testOrigin })
    const run = (...args: string[]) => runAdminCommand(args, { usage: 'Usage: …', open })
    expect(await run()).toEqual({ code: 0, text: 'Usage: …' })
    expect(await run('toString')).toMatchObject({ code: 2, text: expect.stringContaining('no command "toString"') })
    expect(await run('reset-link', 'nobody@example.com')).toEqual({
      code: 1,
      text: 'There is no account with nobody@example.com.',
    })
    expect(await run('admin-link', 'lovelace@example.com')).toMatchObject({
      code: 0,
      text: expect.stringContaining(`${testOrigin}/api/auth/confirm-email?token=`),
    })
  })
})
