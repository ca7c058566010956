import { randomUUID } from 'node:crypto'
import { type Account, type ApiClient, apiClient } from '../product/api-client.ts'

const patienceMs = 15_000

/** Whoever tries the product out; `leave` removes what was made for it. */
export type Visitor = { who: string; cookie: string; api: ApiClient; leave(): Promise<void> }

/**
 * Signs in as `account`; without one as a guest, and where there are none with a new account, both of which `leave`
 * deletes with all they hold.
 *
 * @throws where the installation lets nobody in: it wants an account of its own for this, then
 */
export async function visit(url: string, account?: Pick<Account, 'email' | 'password'>): Promise<Visitor> {
  if (account) {
    const { cookie, response } = await signIn(url, '/sign-in/email', account)
    if (!response.ok) throw new Error(`signing in as ${account.email} is refused (${response.status})`)
    return { who: account.email, cookie, api: apiClient(url, cookie), leave: async () => undefined }
  }
  const guest = await signIn(url, '/sign-in/anonymous', {})
  if (guest.response.ok) return temporary({ url, cookie: guest.cookie, who: 'a guest', confirm: 'delete' })
  const email = `smoke-${randomUUID()}@example.org`
  const made = await signIn(url, '/sign-up/email', { name: 'Smoke test', email, password: randomUUID() })
  if (made.response.ok) return temporary({ url, cookie: made.cookie, who: 'a new account', confirm: email })
  throw new Error(
    `neither guests (${guest.response.status}) nor new accounts (${made.response.status}) are let in: set SMOKE_EMAIL and SMOKE_PASSWORD to an account made for this`,
  )
}

type Temporary = { url: string; cookie: string; who: string; confirm: string }

function temporary({ url, cookie, who, confirm }: Temporary): Visitor {
  const api = apiClient(url, cookie)
  const leave = async (): Promise<void> => {
    await api.me.deleteAccount.mutate({ mutationId: randomUUID(), confirm })
  }
  return { who, cookie, api, leave }
}

async function signIn(url: string, path: string, body: object) {
  const response = await fetch(`${url}/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  })
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  await response.arrayBuffer()
  return { cookie, response }
}
