import { randomBytes } from 'node:crypto'
import type { AuthContext, BetterAuthPlugin } from 'better-auth'
import { APIError } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { z } from 'zod'

/** How long a link that an administrator hands out works. */
export const linkHours = 24

/** The part of better-auth's context that keeps tokens and users. */
type Verifications = Pick<AuthContext, 'internalAdapter'>

const expiry = (): Date => new Date(Date.now() + linkHours * 3_600_000)
const newToken = (): string => randomBytes(24).toString('base64url')

/** A token for /reset-password of this user: single use, kept as a hash. */
export async function createResetToken(context: Verifications, userId: string): Promise<string> {
  const token = newToken()
  const identifier = `reset-password:${token}`
  await context.internalAdapter.createVerificationValue({ identifier, value: userId, expiresAt: expiry() })
  return token
}

/** A token that confirms the address this user has: single use, kept as a hash. */
export async function createEmailConfirmationToken(
  context: Verifications,
  confirmed: z.infer<typeof emailChangeSchema>,
): Promise<string> {
  const token = newToken()
  const value = JSON.stringify({ ...confirmed, email: confirmed.email.toLowerCase() })
  await context.internalAdapter.createVerificationValue({
    identifier: `confirm-email:${token}`,
    value,
    expiresAt: expiry(),
  })
  return token
}

const emailChangeSchema = z.object({ userId: z.uuid(), email: z.email() })

/** A token that gives this user another address: single use, kept as a hash. */
export async function createEmailChangeToken(
  context: Verifications,
  change: z.infer<typeof emailChangeSchema>,
): Promise<string> {
  const token = newToken()
  const value = JSON.stringify({ ...change, email: change.email.toLowerCase() })
  await context.internalAdapter.createVerificationValue({
    identifier: `change-email:${token}`,
    value,
    expiresAt: expiry(),
  })
  return token
}

/** GET /change-email/confirm?token=…: changes the address and leads to the settings, `?email=changed|taken|invalid`. */
export const emailChangePlugin = (appUrl: string) =>
  ({
    id: 'email-change',
    endpoints: {
      confirmEmailChange: createAuthEndpoint(
        '/change-email/confirm',
        { method: 'GET', query: z.object({ token: z.string().max(200) }) },
        async (ctx) => {
          const outcome = await changeEmail(ctx.context, ctx.query.token)
          throw ctx.redirect(new URL(`/settings?email=${outcome}`, appUrl).href)
        },
      ),
    },
  }) satisfies BetterAuthPlugin

/** GET /confirm-email?token=…: marks the address as confirmed and leads to the page of administrators. */
export const emailConfirmationPlugin = (appUrl: string) =>
  ({
    id: 'email-confirmation',
    endpoints: {
      confirmEmail: createAuthEndpoint(
        '/confirm-email',
        { method: 'GET', query: z.object({ token: z.string().max(200) }) },
        async (ctx) => {
          const outcome = await confirmEmail(ctx.context, ctx.query.token)
          throw ctx.redirect(new URL(`/admin?link=${outcome}`, appUrl).href)
        },
      ),
    },
  }) satisfies BetterAuthPlugin

async function confirmEmail(context: Verifications, token: string): Promise<'confirmed' | 'invalid'> {
  const stored = await context.internalAdapter.consumeVerificationValue(`confirm-email:${token}`)
  if (stored === null) return 'invalid'
  const { userId, email } = emailChangeSchema.parse(JSON.parse(stored.value))
  // The address may have changed since: then it is another one that would be confirmed.
  const holder = await context.internalAdapter.findUserByEmail(email)
  if (holder?.user.id !== userId) return 'invalid'
  await context.internalAdapter.updateUser(userId, { emailVerified: true })
  return 'confirmed'
}

async function changeEmail(context: Verifications, token: string): Promise<'changed' | 'taken' | 'invalid'> {
  const stored = await context.internalAdapter.consumeVerificationValue(`change-email:${token}`)
  if (stored === null) return 'invalid'
  const { userId, email } = emailChangeSchema.parse(JSON.parse(stored.value))
  const holder = await context.internalAdapter.findUserByEmail(email)
  if (holder !== null && holder.user.id !== userId) return 'taken'
  const updated = await context.internalAdapter.updateUser(userId, { email, emailVerified: false })
  if (updated === null) throw new APIError('NOT_FOUND')
  return 'changed'
}
