import { errorText, StartFailure } from '../start-failure.ts'

/** The product's public API, as a browser that keeps its cookies. */
export type ApiClient = {
  /** POSTs to better-auth; undefined where it refuses with a 4xx. */
  auth(path: string, body: object): Promise<unknown>
  query(procedure: string, input?: object): Promise<unknown>
  mutate(procedure: string, input: object): Promise<unknown>
}

type Address = {
  /** Where the page is reached from here. */
  base: string
  /** The address it has for browsers, which the origin check compares. */
  origin: string
}

export function createApiClient({ base, origin }: Address): ApiClient {
  const cookies = new Map<string, string>()
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { 'content-type': 'application/json', origin, cookie }
    const response = await fetch(new URL(path, base), { ...init, headers, signal: AbortSignal.timeout(30_000) })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }
  const call = async (path: string, init: RequestInit): Promise<unknown> => {
    const response = await send(path, init)
    const text = await response.text()
    if (!response.ok) throw refused(path, response.status, text)
    return JSON.parse(text).result.data
  }
  return {
    auth: async (path, body) => {
      const response = await send(`/api/auth${path}`, { method: 'POST', body: JSON.stringify(body) })
      if (response.status >= 400 && response.status < 500 && response.status !== 429) return undefined
      if (!response.ok) throw refused(path, response.status, await response.text())
      return response.json()
    },
    query: (procedure, input) => {
      const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
      return call(`/api/trpc/${procedure}${search}`, { method: 'GET' })
    },
    mutate: (procedure, input) => call(`/api/trpc/${procedure}`, { method: 'POST', body: JSON.stringify(input) }),
  }
}

function refused(path: string, status: number, text: string): StartFailure {
  return new StartFailure(
    `The demo could not be made: ${path} answered ${status} ${messageIn(text)}`,
    'Start without --demo, or with an empty DATA_DIR.',
  )
}

function messageIn(text: string): string {
  try {
    const body = JSON.parse(text)
    return body.error?.message ?? body.message ?? text
  } catch (error) {
    return `${text.slice(0, 200)} (${errorText(error)})`
  }
}
