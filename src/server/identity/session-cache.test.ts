import { describe, expect, it } from 'vitest'
import { createSessionCache } from './session-cache.ts'

const session = { userId: 'u1' }
const setUp = (maxEntries = 10) => {
  let time = 0
  let reads = 0
  const cache = createSessionCache<typeof session>({ ttlMs: 5_000, maxEntries, now: () => time })
  const read = async () => {
    reads += 1
    return session
  }
  return {
    cache,
    read,
    pass: (ms: number) => {
      time += ms
    },
    reads: () => reads,
  }
}

describe('createSessionCache', () => {
  it('reads once within its time, again after it', async () => {
    const { cache, read, pass, reads } = setUp()
    await Promise.all([cache.get('a', read), cache.get('a', read)])
    await cache.get('a', read)
    expect(reads()).toBe(1)
    pass(5_000)
    await cache.get('a', read)
    expect(reads()).toBe(2)
  })

  it('forgets a user at once', async () => {
    const { cache, read, reads } = setUp()
    await cache.get('a', read)
    cache.forget('u2')
    await cache.get('a', read)
    expect(reads()).toBe(1)
    cache.forget('u1')
    await cache.get('a', read)
    expect(reads()).toBe(2)
  })

  it('does not keep what was being read when the user was forgotten', async () => {
    const { cache, read, reads } = setUp()
    const { promise, resolve } = Promise.withResolvers<typeof session | null>()
    const early = cache.get('a', () => promise)
    cache.forget('u1')
    resolve(session)
    await early
    await cache.get('a', read)
    expect(reads()).toBe(1)
  })

  it('keeps no absence, no failure and no more than its bound', async () => {
    const { cache, read, reads } = setUp(2)
    expect(await cache.get('a', async () => null)).toBeNull()
    await expect(
      cache.get('a', async () => {
        throw new Error('down')
      }),
    ).rejects.toThrow('down')
    for (const key of ['a', 'b', 'c']) await cache.get(key, read)
    await cache.get('c', read)
    expect(reads()).toBe(3)
    await cache.get('a', read)
    expect(reads()).toBe(4)
  })
})
