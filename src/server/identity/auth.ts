import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { isAPIError } from 'better-auth/api'
import { anonymous } from 'better-auth/plugins'
import type { ServerEnvironment } from '../../domain/environment.ts'
import { limits } from '../../domain/limits.ts'
import type { Log } from '../../process/log.ts'
import type { PrismaClient } from '../database/generated/client.ts'
import { clientAddressHeader } from './client-address.ts'
import { invitePlugin } from './invites.ts'
import { emailChangePlugin, emailConfirmationPlugin } from './one-time-links.ts'
import {
  createRateLimiter,
  defaultRateLimits,
  otherPathsLimit,
  type RateLimits,
  unlimitedPaths,
} from './rate-limits.ts'
import { gate, userHooks } from './registration.ts'
import { uuidV7 } from './uuid-v7.ts'

export const authBasePath = '/api/auth'

export type AuthOptions = {
  /** On role todo_auth. */
  prisma: PrismaClient
  secret: string
  environment: Pick<ServerEnvironment, 'APP_URL' | 'TRUSTED_ORIGINS' | 'REGISTRATION' | 'GUESTS'>
  log: Log
  /** Called after a session of this user ended or their account changed. */
  onUserChanged?: (userId: string) => void
  rateLimits?: RateLimits
}

const day = 86_400
// What better-auth serves and this product has no use for.
const disabledPaths = [
  ...['/sign-in/social', '/link-social', '/unlink-account', '/refresh-token', '/get-access-token', '/account-info'],
  ...['/delete-user', '/delete-anonymous-user', '/verify-email', '/send-verification-email', '/update-session'],
]

/** better-auth on the `auth` schema: e-mail and password, guests, sessions, invitations. */
export function createAuth(options: AuthOptions) {
  const { prisma, secret, environment, log } = options
  return betterAuth({
    appName: 'todo-chatbot',
    baseURL: environment.APP_URL,
    basePath: authBasePath,
    secret,
    trustedOrigins: trustedOrigins(environment),
    telemetry: { enabled: false },
    database: prismaAdapter(prisma, { provider: 'postgresql', transaction: true }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: limits.passwordLengthMin,
      maxPasswordLength: limits.passwordLengthMax,
      revokeSessionsOnPasswordReset: true,
    },
    verification: { storeIdentifier: 'hashed' },
    session: { expiresIn: 30 * day, updateAge: day, freshAge: 0 },
    plugins: [
      // A guest who signs in to an existing account keeps nothing there; their data goes when the guest expires.
      anonymous({ disableDeleteAnonymousUser: true, generateName: () => 'Guest', generateRandomEmail: guestEmail }),
      invitePlugin,
      emailChangePlugin(environment.APP_URL),
      emailConfirmationPlugin(environment.APP_URL),
    ],
    hooks: { before: gate(environment) },
    databaseHooks: reportingChanges(userHooks(environment), options.onUserChanged ?? (() => {})),
    disabledPaths,
    rateLimit: {
      enabled: true,
      ...otherPathsLimit,
      customRules: { ...unlimited, ...(options.rateLimits ?? defaultRateLimits) },
      customStorage: createRateLimiter(prisma),
    },
    advanced: {
      cookiePrefix: 'todo',
      useSecureCookies: environment.APP_URL.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
      disableCSRFCheck: false,
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      database: { generateId: () => uuidV7() },
    },
    logger: { level: 'error', log: (_level, _message, ...details) => logFailure(log, details) },
    // Otherwise refusals are printed past the log.
    onAPIError: {
      onError: (error) => (isAPIError(error) && error.statusCode < 500 ? undefined : logFailure(log, [error])),
    },
  })
}

export type Auth = ReturnType<typeof createAuth>

/** Origins browsers may come from: the app's own and the configured ones. */
export function trustedOrigins(environment: Pick<ServerEnvironment, 'APP_URL' | 'TRUSTED_ORIGINS'>): string[] {
  return [environment.APP_URL, ...environment.TRUSTED_ORIGINS].map((url) => new URL(url).origin)
}

type Hooks = NonNullable<BetterAuthOptions['databaseHooks']>

function reportingChanges(user: NonNullable<Hooks['user']>, report: (userId: string) => void): Hooks {
  return {
    user: {
      ...user,
      update: { ...user.update, after: async (updated) => report(updated.id) },
      delete: { after: async (deleted) => report(deleted.id) },
    },
    session: { delete: { after: async (session) => report(session.userId) } },
  }
}

// Messages may quote addresses, and most of them only tell that somebody mistyped something.
function logFailure(log: Log, details: unknown[]): void {
  const err = details.find((detail) => detail instanceof Error)
  if (err !== undefined) log.error({ err }, 'authentication failed')
}

const unlimited = Object.fromEntries(unlimitedPaths.map((path) => [path, false as const]))

const guestEmail = (): string => `guest-${uuidV7()}@guest.invalid`
