export type SessionCache<T extends { userId: string }> = {
  /** The value of `key`, at most `ttlMs` old; `read` is asked once however many ask at a time. */
  get(key: string, read: () => Promise<T | null>): Promise<T | null>
  /** Forgets everything of this user, also what is being read at this moment. */
  forget(userId: string): void
}

type CacheOptions = { ttlMs: number; maxEntries: number; now: () => number }

/** Keeps sessions for moments, so that a burst of requests reads the database once. Absence is never kept. */
export function createSessionCache<T extends { userId: string }>({
  ttlMs,
  maxEntries,
  now,
}: CacheOptions): SessionCache<T> {
  const entries = new Map<string, { value: T; until: number }>()
  const reading = new Map<string, Promise<T | null>>()
  let generation = 0

  async function readAndKeep(key: string, read: () => Promise<T | null>): Promise<T | null> {
    const startedIn = generation
    try {
      const value = await read()
      if (value !== null && generation === startedIn) {
        if (entries.size >= maxEntries) dropOldest()
        entries.set(key, { value, until: now() + ttlMs })
      }
      return value
    } finally {
      if (generation === startedIn) reading.delete(key)
    }
  }

  function dropOldest(): void {
    const oldest = entries.keys().next()
    if (!oldest.done) entries.delete(oldest.value)
  }

  return {
    get(key, read) {
      const entry = entries.get(key)
      if (entry !== undefined && entry.until > now()) return Promise.resolve(entry.value)
      entries.delete(key)
      const pending = reading.get(key)
      if (pending !== undefined) return pending
      const started = readAndKeep(key, read)
      reading.set(key, started)
      return started
    },
    forget(userId) {
      generation += 1
      reading.clear()
      for (const [key, { value }] of entries) if (value.userId === userId) entries.delete(key)
    },
  }
}
