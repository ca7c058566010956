import { createTRPCClient, httpLink, type TRPCClient, TRPCClientError } from '@trpc/client'
import type { AppRouter } from '../../src/server/api/router.ts'

export type ApiClient = TRPCClient<AppRouter>
export type Account = { email: string; password: string; cookie: string }

const answerLimitMs = 10_000

/** Creates an account as the page does and keeps its session's cookies. */
export async function signUp(url: string, email: string): Promise<Account> {
  const password = `secret of ${email}`
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: email.split('@')[0], email, password }),
    signal: AbortSignal.timeout(answerLimitMs),
  })
  if (!response.ok) throw new Error(`signing up ${email}: ${response.status} ${await response.text()}`)
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { email, password, cookie }
}

/** The product's API with the session of `cookie`; an answer that takes more than 10 s is given up. */
export function apiClient(url: string, cookie: string, headers: Record<string, string> = {}): ApiClient {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${url}/api/trpc`,
        headers: { ...headers, cookie, origin: url },
        fetch: (input, init) => fetch(input, { ...(init as RequestInit), signal: AbortSignal.timeout(answerLimitMs) }),
      }),
    ],
  })
}

/** Whether asking again may help: no answer, or one that says so (503, 429, 500). */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return true
  const status: unknown = error.data?.httpStatus
  return typeof status !== 'number' || status >= 500 || status === 429
}
