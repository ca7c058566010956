import { createHash, randomBytes } from 'node:crypto'
import type { BetterAuthPlugin, DBTransactionAdapter } from 'better-auth/types'

export const inviteDays = 14

/** Tells better-auth of the table, so that an invitation can be spent in the transaction that makes the account. */
export const invitePlugin = {
  id: 'invite',
  schema: {
    invite: {
      fields: {
        tokenHash: { type: 'string', required: true, unique: true },
        email: { type: 'string', required: false },
        expiresAt: { type: 'date', required: true },
        usedAt: { type: 'date', required: false },
        createdAt: { type: 'date', required: true },
      },
    },
  },
} as const satisfies BetterAuthPlugin

type Store = Pick<DBTransactionAdapter, 'create' | 'updateMany'>

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Makes an invitation, bound to an address if one is given. Only its hash is kept: the token cannot be shown again. */
export async function createInvite(store: Store, email: string | null): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(Date.now() + inviteDays * 86_400_000)
  const data = { tokenHash: hashOf(token), email: email?.toLowerCase() ?? null, expiresAt, createdAt: new Date() }
  await store.create({ model: 'invite', data })
  return { token, expiresAt }
}

/** Spends an invitation for this address. False where it is unknown, spent, expired or somebody else's; one racer wins. */
export async function spendInvite(store: Store, token: unknown, email: string): Promise<boolean> {
  if (typeof token !== 'string' || token.length > 200) return false
  const now = new Date()
  const spent = await store.updateMany({
    model: 'invite',
    where: [
      { field: 'tokenHash', value: hashOf(token) },
      { field: 'usedAt', value: null },
      { field: 'expiresAt', operator: 'gt', value: now },
      { field: 'email', value: null, connector: 'OR' },
      { field: 'email', value: email.toLowerCase(), connector: 'OR' },
    ],
    update: { usedAt: now },
  })
  return spent === 1
}
