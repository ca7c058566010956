import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRateLimiter, defaultRateLimits } from './rate-limits.ts'
import { createBrowser, createTestIdentity } from './test-browser.ts'

let test: Awaited<ReturnType<typeof createTestIdentity>>
beforeAll(async () => {
  test = await createTestIdentity({ TRUSTED_PROXIES: 1 })
})
afterAll(() => test.close())

const rule = { window: 60, max: 3 }

describe('createRateLimiter', () => {
  it('admits as many as the rule says, also all at once, and tells when to come back', async () => {
    const limiters = [createRateLimiter(test.database.auth), createRateLimiter(test.database.auth)]
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, n) => limiters[n % 2]?.consume('burst', rule)))
    expect(outcomes.filter((outcome) => outcome?.allowed)).toHaveLength(3)
    const refused = outcomes.find((outcome) => outcome?.allowed === false)
    expect(refused?.retryAfter).toBeGreaterThan(50)
    expect(refused?.retryAfter).toBeLessThanOrEqual(60)
  })

  it('starts anew when the window is over, not at the last request', async () => {
    const limiter = createRateLimiter(test.database.auth)
    for (let n = 0; n < 4; n += 1) await limiter.consume('window', rule)
    expect((await limiter.consume('window', rule)).allowed).toBe(false)
    await test.database.auth.rateLimit.update({ where: { key: 'window' }, data: { lastRequest: Date.now() - 60_000 } })
    expect((await limiter.consume('window', rule)).allowed).toBe(true)
  })
})

describe('signing in', () => {
  const from = (chain: string) => ({ headers: { 'x-forwarded-for': chain } })
  const attempt = (chain: string) =>
    createBrowser(test.identity).send('/sign-in/email', {
      body: { email: 'a@example.com', password: 'guess' },
      ...from(chain),
    })
  const { max } = defaultRateLimits['/sign-in/email']
  // As if one attempt less than allowed had been made from there.
  const almostUsedUp = (address: string) =>
    test.database.auth.rateLimit.create({
      data: { id: crypto.randomUUID(), key: `${address}|/sign-in/email`, count: max - 1, lastRequest: Date.now() },
    })

  it('is limited by client address, whatever the client claims in front of it', async () => {
    await almostUsedUp('203.0.113.1')
    expect((await attempt('6.6.6.6, 203.0.113.1, 10.0.0.1')).status).toBe(401)
    expect((await attempt('7.7.7.7, 203.0.113.1, 10.0.0.1')).status).toBe(429)
    expect((await attempt('203.0.113.1, 203.0.113.2, 10.0.0.1')).status).toBe(401)
  })

  it('is limited by the address that web vouches for when sidecars appended theirs', async () => {
    await almostUsedUp('203.0.113.5')
    const headers = {
      'x-client-chain': '203.0.113.5, 10.0.0.1',
      'x-forwarded-for': '203.0.113.5, 10.0.0.1, 10.244.0.7',
    }
    const send = () =>
      createBrowser(test.identity).send('/sign-in/email', {
        body: { email: 'a@example.com', password: 'guess' },
        headers,
      })
    expect((await send()).status).toBe(401)
    expect((await send()).status).toBe(429)
  })

  it('as a guest is limited too', async () => {
    const key = '203.0.113.9|/sign-in/anonymous'
    const { max: guests } = defaultRateLimits['/sign-in/anonymous']
    await test.database.auth.rateLimit.create({
      data: { id: crypto.randomUUID(), key, count: guests, lastRequest: Date.now() },
    })
    const answer = await createBrowser(test.identity).send('/sign-in/anonymous', {
      body: {},
      ...from('203.0.113.9, 10.0.0.1'),
    })
    expect(answer.status).toBe(429)
  })
})
