import { createHash, randomBytes } from 'node:crypto'
import { AppError } from '../../domain/errors.ts'
import { toDatabaseError } from '../database/errors.ts'
import type { PrismaClient } from '../database/generated/client.ts'

export type FeedAddress = { createdAt: string; lastUsedAt: string | null }

/** The secret addresses of calendar feeds: one a user. Only hashes are kept, so each is shown once, when it is made. */
export type FeedAddresses = {
  get(userId: string): Promise<FeedAddress | null>
  /** Makes an address; the one before shows nothing any more. AppError `forbidden` (guests). */
  create(user: { id: string; isGuest: boolean }): Promise<{ path: string }>
  /** Ends the address at once. */
  revoke(userId: string): Promise<void>
  /** Whose feed a secret opens; null where it is unknown or revoked. */
  userOf(secret: string): Promise<string | null>
}

/** Where feeds are; the secret and `.ics` follow. */
export const feedPath = '/api/calendar'

const secretPattern = /^[\w-]{43}$/
const lastUseEveryMs = 60_000
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** On role todo_auth. */
export function createFeedAddresses(prisma: PrismaClient): FeedAddresses {
  const guarded = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => Promise.reject(toDatabaseError(error)))
  return {
    async get(userId) {
      const row = await guarded(prisma.calendarFeed.findUnique({ where: { userId } }))
      return row && { createdAt: row.createdAt.toISOString(), lastUsedAt: row.lastUsedAt?.toISOString() ?? null }
    },
    async create({ id: userId, isGuest }) {
      if (isGuest)
        throw new AppError('forbidden', { userMessage: 'Guests have no calendar feed. Create an account first.' })
      const secret = randomBytes(32).toString('base64url')
      const fields = { tokenHash: hashOf(secret), createdAt: new Date(), lastUsedAt: null }
      await guarded(prisma.calendarFeed.upsert({ where: { userId }, create: { userId, ...fields }, update: fields }))
      return { path: `${feedPath}/${secret}.ics` }
    },
    async revoke(userId) {
      await guarded(prisma.calendarFeed.deleteMany({ where: { userId } }))
    },
    async userOf(secret) {
      if (!secretPattern.test(secret)) return null
      const row = await guarded(prisma.calendarFeed.findUnique({ where: { tokenHash: hashOf(secret) } }))
      if (row === null) return null
      if (row.lastUsedAt === null || Date.now() - row.lastUsedAt.getTime() > lastUseEveryMs) {
        const used = { where: { tokenHash: row.tokenHash }, data: { lastUsedAt: new Date() } }
        await guarded(prisma.calendarFeed.updateMany(used))
      }
      return row.userId
    },
  }
}
