import type { PrismaClient } from '../database/generated/client.ts'
import { uuidV7 } from './uuid-v7.ts'

export type RateLimit = { window: number; max: number }

/**
 * Requests one client address may make to a path of /api/auth in a window of seconds. Windows are long and generous at
 * first, so a household behind one address or a run of tests is not stopped, while guessing passwords is.
 */
export const defaultRateLimits = {
  '/sign-in/email': { window: 600, max: 100 },
  '/sign-up/email': { window: 600, max: 100 },
  '/sign-in/anonymous': { window: 600, max: 300 },
  '/change-password': { window: 600, max: 20 },
  '/reset-password': { window: 600, max: 20 },
  '/change-email': { window: 600, max: 20 },
  '/change-email/confirm': { window: 600, max: 20 },
} as const satisfies Record<string, RateLimit>
export type RateLimits = Record<string, RateLimit>

/** Every other path, except the ones that only read the session. */
export const otherPathsLimit: RateLimit = { window: 60, max: 300 }
export const unlimitedPaths = ['/get-session', '/ok'] as const

export type RateLimiter = {
  /** Counts one request of `key`; `retryAfter` in seconds where it is one too many. */
  consume(key: string, rule: RateLimit): Promise<{ allowed: boolean; retryAfter: number | null }>
}

type Counted = { count: number; remaining: number }
const sweepEvery = 500

/** Counts in the database, so that all replicas share them: fixed windows, one statement a request. */
export function createRateLimiter(prisma: PrismaClient): RateLimiter {
  let untilSweep = sweepEvery
  return {
    async consume(key, rule) {
      const windowMs = rule.window * 1_000
      const [row] = await prisma.$queryRaw<Counted[]>`
        WITH clock AS (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now)
        INSERT INTO auth.rate_limit AS r (id, key, count, last_request)
        SELECT ${uuidV7()}::uuid, ${key}, 1, now FROM clock
        ON CONFLICT (key) DO UPDATE SET
          count = CASE WHEN r.last_request + ${windowMs}::bigint <= excluded.last_request THEN 1 ELSE r.count + 1 END,
          last_request = CASE WHEN r.last_request + ${windowMs}::bigint <= excluded.last_request THEN excluded.last_request ELSE r.last_request END
        RETURNING count, ((last_request + ${windowMs}::bigint - (SELECT now FROM clock)) / 1000)::int AS remaining`
      if (--untilSweep <= 0) {
        untilSweep = sweepEvery
        await sweep(prisma)
      }
      if (row === undefined || row.count <= rule.max) return { allowed: true, retryAfter: null }
      return { allowed: false, retryAfter: Math.max(1, row.remaining) }
    },
  }
}

async function sweep(prisma: PrismaClient): Promise<void> {
  await prisma.$executeRaw`DELETE FROM auth.rate_limit
    WHERE last_request < (extract(epoch FROM clock_timestamp() - interval '1 day') * 1000)::bigint`
}
