import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../../domain/limits.ts'
import { createTestServer, type TestServer } from '../../testing/create-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

const asked = (more: object = {}) => ({
  id: randomUUID(),
  name: 'Laptop',
  scopes: ['read' as const],
  expiresInDays: 30,
  ...more,
})
const holderOf = (secret: string) => server.application.services.accessTokens.holderOf(secret)

describe('an access token', () => {
  it('is shown once, kept as a hash, and tells when it was used', async () => {
    const ada = await server.createUser()
    const { token, secret } = await ada.api.tokens.create(asked({ scopes: ['destructive', 'read', 'read'] }))
    expect(secret).toMatch(/^todo_[\w-]{43}$/)
    expect(token).toMatchObject({ name: 'Laptop', scopes: ['read', 'destructive'], lastUsedAt: null })
    expect(Math.round((Date.parse(token.expiresAt) - Date.now()) / 86_400_000)).toBe(30)
    expect(JSON.stringify(await server.query('SELECT * FROM auth.access_token'))).not.toContain(secret.slice(5))
    expect(JSON.stringify(await ada.api.tokens.list())).not.toContain(secret.slice(5))

    expect(await holderOf(secret)).toEqual({
      tokenId: token.id,
      user: { id: ada.id, isGuest: false },
      scopes: new Set(['read', 'destructive']),
    })
    const [listed] = await ada.api.tokens.list()
    expect(Date.now() - Date.parse(listed?.lastUsedAt ?? '')).toBeLessThan(60_000)
  })

  it('opens nothing once it is revoked, expired or its user gone', async () => {
    const ada = await server.createUser()
    const [revoked, expired, orphan] = await Promise.all([1, 2, 3].map(() => ada.api.tokens.create(asked())))
    await ada.api.tokens.revoke({ mutationId: randomUUID(), id: revoked?.token.id ?? '' })
    await server.query('UPDATE auth.access_token SET expires_at = now() WHERE id = $1', [expired?.token.id])
    expect(await holderOf(revoked?.secret ?? '')).toBeNull()
    expect(await holderOf(expired?.secret ?? '')).toBeNull()
    expect(await holderOf(orphan?.secret ?? '')).not.toBeNull()
    await ada.api.me.deleteAccount({ mutationId: randomUUID(), confirm: ada.email })
    expect(await holderOf(orphan?.secret ?? '')).toBeNull()
    for (const wrong of ['', 'todo_', `todo_${'a'.repeat(43)}`, 'x'.repeat(5_000)])
      expect(await holderOf(wrong)).toBeNull()
  })

  it('is made anew when the answer got lost, and never taken over', async () => {
    const [ada, bob] = [await server.createUser(), await server.createUser()]
    const input = asked()
    const lost = await ada.api.tokens.create(input)
    const again = await ada.api.tokens.create(input)
    expect(await ada.api.tokens.list()).toHaveLength(1)
    expect(await holderOf(lost.secret)).toBeNull()
    await expect(bob.api.tokens.create(input)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await holderOf(again.secret)).toMatchObject({ user: { id: ada.id } })
    // Once it is in use, nobody's program may lose it.
    await expect(ada.api.tokens.create(input)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await holderOf(again.secret)).not.toBeNull()
  })

  it('is refused to guests, without scopes, for ever and beyond the limit', async () => {
    const guest = await server.createUser({ isGuest: true })
    await expect(guest.api.tokens.create(asked())).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const ada = await server.createUser()
    for (const bad of [{ scopes: [] }, { scopes: ['admin'] }, { expiresInDays: 367 }, { name: ' ' }])
      await expect(ada.api.tokens.create(asked(bad))).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const many = Array.from({ length: limits.accessTokensPerUser + 3 }, () => ada.api.tokens.create(asked()))
    const outcomes = await Promise.allSettled(many)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(limits.accessTokensPerUser)
  })
})
