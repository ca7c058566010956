import { Unreachable } from './problem.ts'

/** Browsers keep at most 64 KiB of requests going for pages that are gone, all of them together. */
const outlivingCharacters = 8_000

/**
 * `fetch` that rejects with `Unreachable` where a 5xx was made by someone on the way (the sidecar, an ingress, Next)
 * rather than by the server's API, whose errors are JSON lists or objects with an `error`. What is posted still arrives
 * when the page is left meanwhile.
 */
export async function fetchAnswer(input: RequestInfo | URL | string, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, { ...init, keepalive: isShortPost(init) })
  if (response.status < 500) return response
  const text = await response.text()
  if (!isApiError(text)) throw new Unreachable()
  return new Response(text, { status: response.status, headers: response.headers })
}

const isShortPost = ({ method, body }: RequestInit = {}) =>
  method === 'POST' && typeof body === 'string' && body.length <= outlivingCharacters

function isApiError(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text.split('\n', 1)[0] ?? '')
    return Array.isArray(value) || (typeof value === 'object' && value !== null && ('error' in value || '0' in value))
  } catch {
    return false
  }
}
