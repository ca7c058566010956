import { limits } from '../../domain/limits.ts'
import { Unreachable } from '../rpc/problem.ts'

/** The identity service refused; `message` is for the user. */
export class AuthRefusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'AuthRefusal'
    this.code = code
  }
}

export type Session = {
  id: string
  token: string
  createdAt: string
  updatedAt: string
  ipAddress?: string | null
  userAgent?: string | null
}

const post = (path: string, body: object) => call(path, { method: 'POST', body: JSON.stringify(body) })

/** better-auth's routes that this page uses; each rejects with an `AuthRefusal` or `Unreachable`. */
export const auth = {
  signIn: (body: { email: string; password: string }) => post('sign-in/email', body),
  signUp: (body: { name: string; email: string; password: string; invite?: string }) => post('sign-up/email', body),
  continueAsGuest: () => post('sign-in/anonymous', {}),
  signOut: () => post('sign-out', {}),
  resetPassword: (body: { token: string; newPassword: string }) => post('reset-password', body),
  changePassword: (body: { currentPassword: string; newPassword: string; revokeOtherSessions: boolean }) =>
    post('change-password', body),
  changeName: (name: string) => post('update-user', { name }),
  sessions: async (): Promise<Session[]> => (await call('list-sessions', { method: 'GET' })) as Session[],
  currentSession: async () => (await call('get-session', { method: 'GET' })) as { session: Session } | null,
  signOutEverywhere: () => post('revoke-sessions', {}),
  endSession: (token: string) => post('revoke-session', { token }),
  signOutElsewhere: () => post('revoke-other-sessions', {}),
}

async function call(path: string, init: RequestInit): Promise<unknown> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  const response = await fetch(`/api/auth/${path}`, { ...init, headers }).catch((cause: unknown) => {
    throw new Unreachable(undefined, { cause })
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  throw refusalOf(response.status, answer)
}

function refusalOf(status: number, answer: unknown): Error {
  const { code, message } = (answer ?? {}) as { code?: unknown; message?: unknown }
  if (status >= 500) return new Unreachable()
  const known = typeof code === 'string' ? sentences[code] : undefined
  if (status === 429)
    return new AuthRefusal('too_many_requests', 'Too many attempts. Please wait a few minutes and try again.')
  const said = typeof message === 'string' && message !== '' ? message : 'That did not work. Please try again.'
  return new AuthRefusal(typeof code === 'string' ? code : 'unknown', known ?? said)
}

/** Where the service's own words do not say what to do. */
const sentences: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'That e-mail address and password do not belong together. Check both and try again.',
  USER_ALREADY_EXISTS: 'There is an account with that e-mail address already. Sign in instead.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'There is an account with that e-mail address already. Sign in instead.',
  PASSWORD_TOO_SHORT: `A password has at least ${limits.passwordLengthMin} characters.`,
  PASSWORD_TOO_LONG: `A password has at most ${limits.passwordLengthMax} characters.`,
  INVALID_EMAIL: 'That is not an e-mail address.',
  INVALID_PASSWORD: 'Your present password is not right.',
  INVALID_TOKEN: 'This link has expired or was used already. Ask for a new one.',
  INVALID_ORIGIN: 'This server does not expect visitors at this address. Open the address its administrator gave you.',
}
