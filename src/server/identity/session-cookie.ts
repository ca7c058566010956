import { isAPIError } from 'better-auth/api'
import { AppError } from '../../domain/errors.ts'
import type { Auth } from './auth.ts'

/** Who a request comes from. A guest has an empty address. */
export type SessionUser = { userId: string; sessionId: string; name: string; email: string; isGuest: boolean }

export type SessionCookie = {
  /** The session cookie among a request's, name and value; null where there is none. */
  of(headers: Headers): string | null
  /** The session's user, read from the database; null where it has ended. AppError `unavailable`. */
  read(cookie: string): Promise<SessionUser | null>
  /**
   * Takes the cookie of an ended session out of these headers: better-auth answers a sign-in that carries one by
   * setting the new cookie and deleting it.
   */
  dropEnded(headers: Headers): Promise<void>
}

export function createSessionCookie(auth: Auth, appUrl: string): SessionCookie {
  const name = `${appUrl.startsWith('https:') ? '__Secure-' : ''}todo\\.session_token`
  const pattern = new RegExp(`(?:^|;\\s*)(${name}=[^;]+)`)
  const of: SessionCookie['of'] = (headers) => pattern.exec(headers.get('cookie') ?? '')?.[1] ?? null
  return {
    of,
    read: (cookie) => read(auth, cookie),
    async dropEnded(headers) {
      const cookie = of(headers)
      if (cookie === null || (await read(auth, cookie)) !== null) return
      headers.set('cookie', (headers.get('cookie') ?? '').replace(cookie, 'ended=1'))
    },
  }
}

async function read(auth: Auth, cookie: string): Promise<SessionUser | null> {
  try {
    const found = await auth.api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } })
    if (found === null) return null
    const { user, session } = found
    const isGuest = user.isAnonymous === true
    return { userId: user.id, sessionId: session.id, name: user.name, email: isGuest ? '' : user.email, isGuest }
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return null
    throw new AppError('unavailable', { cause: error })
  }
}
