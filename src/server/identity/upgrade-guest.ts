import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import type { Auth } from './auth.ts'
import { admit, type RegistrationRules, userNameSchema } from './registration.ts'

/** `invite` is the token of an invitation, needed where registration is by invitation. */
export const guestUpgradeSchema = z.strictObject({
  name: userNameSchema,
  email: z
    .email({ error: 'That is not an e-mail address.' })
    .max(254)
    .transform((email) => email.toLowerCase()),
  password: z
    .string()
    .min(limits.passwordLengthMin, { error: `A password has at least ${limits.passwordLengthMin} characters.` })
    .max(limits.passwordLengthMax, { error: `A password has at most ${limits.passwordLengthMax} characters.` }),
  invite: z.string().max(200).optional(),
})
export type GuestUpgrade = z.infer<typeof guestUpgradeSchema>

type Context = { auth: Auth; rules: RegistrationRules }

/**
 * Gives a guest an address and a password in place: same user, same sessions, nothing moved. A repeat of a request that
 * succeeded succeeds again. AppError `already_exists` (the address is taken), `registration_closed`, `forbidden` (no guest).
 */
export async function upgradeGuest({ auth, rules }: Context, userId: string, upgrade: GuestUpgrade): Promise<void> {
  const context = await auth.$context
  const user = await context.internalAdapter.findUserById(userId)
  if (user === null) throw new AppError('signed_out')
  if (!('isAnonymous' in user) || user.isAnonymous !== true) return repeat(auth, user, upgrade)
  if ((await context.internalAdapter.findUserByEmail(upgrade.email)) !== null) throw taken()

  const password = await context.password.hash(upgrade.password)
  const now = new Date()
  try {
    await context.adapter.transaction(async (store) => {
      const changed = await store.updateMany({
        model: 'user',
        where: [
          { field: 'id', value: userId },
          { field: 'isAnonymous', value: true },
        ],
        update: { name: upgrade.name, email: upgrade.email, emailVerified: false, isAnonymous: false, updatedAt: now },
      })
      if (changed !== 1) throw new AppError('forbidden')
      await admit(rules, store, upgrade)
      const account = { userId, accountId: userId, providerId: 'credential', password, createdAt: now, updatedAt: now }
      await store.create({ model: 'account', data: account })
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'P2002') throw taken(error)
    throw error
  }
}

const taken = (cause?: unknown): AppError =>
  new AppError('already_exists', { userMessage: 'There is an account with that e-mail address already.', cause })

async function repeat(auth: Auth, user: { id: string; email: string }, upgrade: GuestUpgrade): Promise<void> {
  const context = await auth.$context
  const account = await context.internalAdapter.findCredentialAccount(user.id)
  const hash = account?.password
  const same =
    user.email === upgrade.email &&
    typeof hash === 'string' &&
    (await context.password.verify({ hash, password: upgrade.password }))
  if (!same) throw new AppError('forbidden', { userMessage: 'This is an account already.' })
}
