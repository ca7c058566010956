import type { Services } from './services.ts'

/** Whoever a request's session belongs to. */
export type SignedInUser = { id: string; name: string; email: string; isGuest: boolean }

/** What procedures are given besides their input. */
export type Context = {
  user: SignedInUser | null
  /** The session the request came with; null where there is none. */
  sessionId: string | null
  /** Whether that session is still good; for what outlives the request's beginning. */
  sessionStands: () => Promise<boolean>
  /** Headers of the request, the client's address among them (identity/client-address.ts). */
  headers: Headers
  /** Headers added to the response, such as cookies; without effect once a stream has begun. */
  responseHeaders: Headers
  services: Services
  observe: ObserveCall
}

/** Counts one call: `outcome` is `ok` or the error's code. */
export type ObserveCall = (call: {
  procedure: string
  kind: 'query' | 'mutation' | 'subscription'
  outcome: string
  seconds: number
}) => void
