import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import {
  type AccessScope,
  type AccessToken,
  type AccessTokenInput,
  accessScopeSchema,
} from '../../../domain/access-token.ts'
import { AppError } from '../../../domain/errors.ts'
import { limits } from '../../../domain/limits.ts'
import { toDatabaseError } from '../../database/errors.ts'
import type { PrismaClient } from '../../database/generated/client.ts'

/** Whoever a token acts for, and what it may do. */
export type TokenHolder = {
  tokenId: string
  user: { id: string; isGuest: boolean }
  scopes: ReadonlySet<AccessScope>
}

export type AccessTokens = {
  /** A user's tokens, expired ones among them, the newest first. */
  list(userId: string): Promise<AccessToken[]>
  /** Makes a token; `secret` cannot be shown again. AppErrors `forbidden` (guests), `limit_reached`, `already_exists`. */
  create(
    user: { id: string; isGuest: boolean },
    input: AccessTokenInput,
  ): Promise<{ token: AccessToken; secret: string }>
  /** Ends a token at once. AppError `not_found`. */
  revoke(userId: string, id: string): Promise<void>
  /** The holder of a secret, or null where it is unknown, revoked or expired. */
  holderOf(secret: string): Promise<TokenHolder | null>
}

/** Tells secrets of this product apart from others where one got into the open. */
const prefix = 'todo_'
const secretPattern = /^todo_[\w-]{43}$/
/** For so long a secret that did not reach its owner can be replaced by asking again. */
const replaceableMinutes = 10
/** A token in use is written to at most this often. */
const lastUseEveryMs = 60_000

/** Access tokens on role todo_auth. Only hashes are stored; the secrets have 256 random bits, so a plain hash is enough. */
export function createAccessTokens(prisma: PrismaClient): AccessTokens {
  const guarded = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => Promise.reject(toDatabaseError(error)))
  return {
    list: (userId) =>
      guarded(prisma.accessToken.findMany({ where: { userId }, orderBy: { createdAt: 'desc' } })).then((rows) =>
        rows.map(toAccessToken),
      ),
    async create(user, input) {
      if (user.isGuest)
        throw new AppError('forbidden', { userMessage: 'Guests cannot make access tokens. Create an account first.' })
      return guarded(makeToken(prisma, user.id, input))
    },
    async revoke(userId, id) {
      const { count } = await guarded(prisma.accessToken.deleteMany({ where: { id, userId } }))
      if (count === 0) throw new AppError('not_found')
    },
    async holderOf(secret) {
      if (!secretPattern.test(secret)) return null
      const where = { tokenHash: hashOf(secret), expiresAt: { gt: new Date() } }
      const row = await guarded(prisma.accessToken.findFirst({ where, include: { user: true } }))
      if (row === null) return null
      if (row.lastUsedAt === null || Date.now() - row.lastUsedAt.getTime() > lastUseEveryMs)
        await guarded(prisma.accessToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: new Date() } }))
      const scopes = new Set(z.array(accessScopeSchema).parse(row.scopes))
      return { tokenId: row.id, user: { id: row.userId, isGuest: row.user.isAnonymous }, scopes }
    },
  }
}

async function makeToken(prisma: PrismaClient, userId: string, { id, name, scopes, expiresInDays }: AccessTokenInput) {
  const secret = prefix + randomBytes(32).toString('base64url')
  const fields = {
    name,
    scopes,
    tokenHash: hashOf(secret),
    expiresAt: new Date(Date.now() + expiresInDays * 86_400_000),
  }
  const unseen = { id, userId, lastUsedAt: null, createdAt: { gt: new Date(Date.now() - replaceableMinutes * 60_000) } }
  const row = await prisma.$transaction(async (tx) => {
    // One after the other for a user, so that the limit holds.
    await tx.$queryRaw`SELECT 1 AS locked FROM auth."user" WHERE id = ${userId}::uuid FOR UPDATE`
    const { count: replaced } = await tx.accessToken.updateMany({ where: unseen, data: fields })
    if (replaced === 1) return tx.accessToken.findUniqueOrThrow({ where: { id } })
    if ((await tx.accessToken.count({ where: { id } })) > 0) throw new AppError('already_exists')
    if ((await tx.accessToken.count({ where: { userId } })) >= limits.accessTokensPerUser) throw tooMany()
    return tx.accessToken.create({ data: { id, userId, ...fields } })
  })
  return { token: toAccessToken(row), secret }
}

const tooMany = () =>
  new AppError('limit_reached', {
    userMessage: `You can keep ${limits.accessTokensPerUser} access tokens. Revoke one to make room.`,
  })

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

type Row = {
  id: string
  name: string
  scopes: string[]
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
}

const toAccessToken = ({ id, name, scopes, createdAt, expiresAt, lastUsedAt }: Row): AccessToken => ({
  id,
  name,
  scopes: z.array(accessScopeSchema).parse(scopes),
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
})
