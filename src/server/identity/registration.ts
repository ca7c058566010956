import type { BetterAuthOptions, GenericEndpointContext, User } from 'better-auth'
import { APIError, getCurrentAdapter } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import type { ServerEnvironment } from '../../domain/environment.ts'
import { AppError, type ErrorCode, errorTable } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import { singleLineSchema } from '../../domain/text.ts'
import { spendInvite } from './invites.ts'

export const userNameSchema = singleLineSchema('A name', limits.userNameLength)

export type RegistrationRules = Pick<ServerEnvironment, 'REGISTRATION' | 'GUESTS'>

/** An error of the table in the form better-auth answers with. */
export function apiError(code: ErrorCode, message: string = errorTable[code].message): APIError {
  return new APIError(errorTable[code].rpc, { code, message })
}

// Nobody can be reached by e-mail, so what would send one says who can help instead.
const helpByAdministrator: Record<string, string> = {
  '/request-password-reset':
    'This server sends no e-mail. Ask its administrator for a link: npm run admin -- reset-link YOUR-E-MAIL',
  '/change-email':
    'This server sends no e-mail. Ask its administrator for a link: npm run admin -- change-email-link OLD NEW',
}

/** Refuses what the rules do not allow before anything is read or hashed. */
export function gate(rules: RegistrationRules): NonNullable<BetterAuthOptions['hooks']>['before'] {
  return createAuthMiddleware(async ({ path, body }) => {
    const help = helpByAdministrator[path]
    if (help !== undefined) throw apiError('forbidden', help)
    if (path === '/sign-in/anonymous' && rules.GUESTS === 'off') {
      throw apiError('forbidden', 'This server has no guests. Please sign in.')
    }
    if (path === '/sign-up/email') {
      const invited = rules.REGISTRATION === 'invite' && typeof body?.invite === 'string'
      if (rules.REGISTRATION !== 'open' && !invited) throw apiError('registration_closed')
    }
  })
}

/** Throws `registration_closed` unless this address may have an account now; spends the invitation where one is needed. */
export async function admit(
  rules: RegistrationRules,
  store: Parameters<typeof spendInvite>[0],
  candidate: { email: string; invite?: unknown },
): Promise<void> {
  if (rules.REGISTRATION === 'open') return
  if (rules.REGISTRATION === 'closed') throw new AppError('registration_closed')
  if (await spendInvite(store, candidate.invite, candidate.email)) return
  throw new AppError('registration_closed', {
    userMessage: 'This invitation is not valid (any more), or it was made for another e-mail address.',
  })
}

type UserHooks = NonNullable<NonNullable<BetterAuthOptions['databaseHooks']>['user']>

/** Every new account is admitted in the transaction that makes it; names are cleaned, pictures are not kept. */
export function userHooks(rules: RegistrationRules): UserHooks {
  return {
    create: {
      before: async (user, context) => {
        if (!('isAnonymous' in user) || user.isAnonymous !== true) await admitSignUp(rules, user, context)
        return { data: { ...user, name: cleanName(user.name), image: null } }
      },
    },
    update: {
      before: async (user) => ({
        data: { ...user, ...(user.name !== undefined && { name: cleanName(user.name) }), image: null },
      }),
    },
  }
}

async function admitSignUp(
  rules: RegistrationRules,
  user: User,
  context: GenericEndpointContext | null,
): Promise<void> {
  if (context === null) throw apiError('registration_closed')
  const store = await getCurrentAdapter(context.context.adapter)
  try {
    await admit(rules, store, { email: user.email, invite: context.body?.invite })
  } catch (error) {
    throw error instanceof AppError ? apiError(error.code, error.userMessage) : error
  }
}

function cleanName(name: string): string {
  const parsed = userNameSchema.safeParse(name)
  if (!parsed.success) throw apiError('invalid_input', parsed.error.issues[0]?.message)
  return parsed.data
}
