import type { ServerEnvironment } from '../../domain/environment.ts'
import { AppError } from '../../domain/errors.ts'
import { type Auth, type AuthOptions, authBasePath, createAuth, trustedOrigins } from './auth.ts'
import { clientAddress, withClientAddress } from './client-address.ts'
import { deleteUser } from './delete-user.ts'
import { createRateLimiter } from './rate-limits.ts'
import { createSessionCache } from './session-cache.ts'
import { createSessionCookie, type SessionUser } from './session-cookie.ts'
import { type GuestUpgrade, upgradeGuest } from './upgrade-guest.ts'

export type Identity = {
  /** Serves /api/auth/*. */
  handle(request: Request): Promise<Response>
  /** The user of a request by its session cookie, at most 5 s old; null when signed out. AppError `unavailable`. */
  sessionFor(headers: Headers): Promise<SessionUser | null>
  /** Extends the session of a request once a day: the `set-cookie` values to answer with, often none. */
  renewSession(headers: Headers): Promise<string[]>
  /** Throws AppError `forbidden` when a browser sends a change from an origin that is not trusted. */
  checkOrigin(headers: Headers): void
  /** Where a request came from; null when nothing usable says so. */
  addressOf(headers: Headers): string | null
  /** Turns a guest into an account in place. See `upgradeGuest`. */
  upgradeGuest(user: Pick<SessionUser, 'userId'>, upgrade: GuestUpgrade, headers: Headers): Promise<void>
  /** Deletes the user with everything they have and ends their sessions. */
  deleteUser(userId: string): Promise<void>
  /** Calls `listener` after sessions of a user ended or their account changed, to end what was opened for them. */
  onUserChanged(listener: (userId: string) => void): () => void
  registration: ServerEnvironment['REGISTRATION']
  guests: boolean
  auth: Auth
}

type IdentityOptions = Omit<AuthOptions, 'onUserChanged' | 'environment'> & {
  environment: AuthOptions['environment'] & Pick<ServerEnvironment, 'TRUSTED_PROXIES'>
}

const cacheMs = 5_000
const upgradeLimit = { window: 600, max: 20 }

/** Accounts, sessions and what guards them. */
export function createIdentity(options: IdentityOptions): Identity {
  const { prisma, environment } = options
  const listeners = new Set<(userId: string) => void>()
  const cache = createSessionCache<SessionUser>({ ttlMs: cacheMs, maxEntries: 10_000, now: Date.now })
  const onUserChanged = (userId: string): void => {
    cache.forget(userId)
    for (const listener of listeners) listener(userId)
  }
  const auth = createAuth({ ...options, onUserChanged })
  const origins = new Set(trustedOrigins(environment))
  const limiter = createRateLimiter(prisma)
  const cookie = createSessionCookie(auth, environment.APP_URL)
  return {
    auth,
    registration: environment.REGISTRATION,
    guests: environment.GUESTS === 'on',
    async handle(request) {
      const headers = withClientAddress(request.headers, environment.TRUSTED_PROXIES)
      const path = new URL(request.url).pathname.slice(authBasePath.length)
      if (/^\/sign-(in|up)\//.test(path)) await cookie.dropEnded(headers)
      return auth.handler(withHeaders(request, headers))
    },
    async sessionFor(headers) {
      const session = cookie.of(headers)
      return session === null ? null : cache.get(session, () => cookie.read(session))
    },
    async renewSession(headers) {
      const { headers: answered } = await auth.api.getSession({ headers, returnHeaders: true })
      return answered.getSetCookie()
    },
    checkOrigin(headers) {
      const origin = headers.get('origin')
      if (origin !== null && !origins.has(origin))
        throw new AppError('forbidden', { userMessage: 'Requests from that page are not accepted.' })
    },
    addressOf: (headers) => clientAddress(headers, environment.TRUSTED_PROXIES),
    async upgradeGuest(user, upgrade, headers) {
      const key = `upgrade|${clientAddress(headers, environment.TRUSTED_PROXIES) ?? user.userId}`
      const { allowed } = await limiter.consume(key, upgradeLimit)
      if (!allowed) throw new AppError('too_many_requests')
      await upgradeGuest({ auth, rules: environment }, user.userId, upgrade)
      onUserChanged(user.userId)
    },
    async deleteUser(userId) {
      await deleteUser(prisma, userId)
      onUserChanged(userId)
    },
    onUserChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The request with other headers; `new Request(request)` knows only the platform's own, not those of an adapter. */
function withHeaders({ url, method, body, signal }: Request, headers: Headers): Request {
  const init: RequestInit & { duplex: 'half' } = { method, headers, body, signal, duplex: 'half' }
  return new Request(url, init)
}
