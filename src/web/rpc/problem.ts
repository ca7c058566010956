import { TRPCClientError } from '@trpc/client'
import type { ErrorCode } from '../../domain/errors.ts'

/** Nothing answered that understands us: no network, no server, or a proxy's own error page. */
export class Unreachable extends Error {
  constructor(message = 'The server cannot be reached at the moment.', options?: ErrorOptions) {
    super(message, options)
    this.name = 'Unreachable'
  }
}

/** What went wrong, for the user; `transient` means that the same request may succeed a little later. */
export type Problem = { code: ErrorCode | 'unreachable'; message: string; transient: boolean }

/** The server sends its own sentence with every error; this one is for what broke here. */
const fallback = 'Something went wrong. Please try again.'
const transientCodes: readonly string[] = ['unavailable', 'too_many_requests', 'unreachable']

/** Any error of a call as a sentence that can be shown. */
export function problemOf(error: unknown): Problem {
  const code = codeOf(error)
  const transient = transientCodes.includes(code)
  if (code === 'unreachable') {
    return { code, transient, message: 'The server cannot be reached. Check your connection; nothing is lost.' }
  }
  const said = error instanceof Error ? error.message : ''
  return { code, transient, message: said === '' || looksTechnical(said) ? fallback : said }
}

function codeOf(error: unknown): Problem['code'] {
  if (error instanceof TRPCClientError) {
    const code: unknown = error.data?.appCode
    if (typeof code === 'string') return code as ErrorCode
    // Without the server's data the answer never came from it: fetch failed or the stream broke off.
    return error.data === undefined || error.data === null ? 'unreachable' : 'internal'
  }
  return error instanceof Unreachable ? 'unreachable' : 'internal'
}

// Zod's issue lists and stack texts are not sentences.
const looksTechnical = (text: string) => text.startsWith('[') || text.startsWith('{') || text.includes('\n')
