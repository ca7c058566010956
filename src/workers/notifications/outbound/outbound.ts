import { lookup as lookUp } from 'node:dns/promises'
import { request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

export type OutboundRequest = { url: string; headers: Record<string, string>; body: string | Buffer }

/** The other side's status; or why there is none, in plain words. `retryAfter` as it was sent. */
export type Answer = { status: number; retryAfter: string | undefined } | { problem: string }

/** Posts to an address that a user named. Never rejects. */
export type Outbound = (request: OutboundRequest) => Promise<Answer>

type Address = { address: string; family: number }

type OutboundOptions = {
  /** Private addresses and plain HTTP are allowed: for development and tests. */
  allowPrivate?: boolean
  /** All addresses of a name. */
  resolve?: (hostname: string) => Promise<Address[]>
  /** For resolving, connecting and the answer's head together. */
  timeoutMs?: number
}

const notPublic = { problem: 'Its address is not one of the public internet, so it is not connected to.' }

/**
 * Posts over TLS to public addresses alone. A name is resolved once, and the connection goes to the very addresses that
 * were judged: a name that points elsewhere a moment later gains nothing. Redirects are not followed, as that is where
 * an inward way would begin; the body of the answer is not read.
 */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const { allowPrivate = false, timeoutMs = 10_000 } = options
  const resolve = options.resolve ?? ((hostname) => lookUp(hostname, { all: true }))
  return async ({ url, headers, body }) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const { protocol, hostname } = new URL(url)
    if (protocol !== 'https:' && !(allowPrivate && protocol === 'http:'))
      return { problem: 'It is not reached by HTTPS.' }
    try {
      const addresses = await before(signal, addressesOf(hostname, resolve))
      if (addresses.length === 0) return { problem: 'Its name has no address.' }
      if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) return notPublic
      return await post({ url, headers, body, addresses, signal })
    } catch (error) {
      return { problem: signal.aborted ? `It did not answer within ${timeoutMs / 1_000} seconds.` : problemOf(error) }
    }
  }
}

async function addressesOf(hostname: string, resolve: (hostname: string) => Promise<Address[]>): Promise<Address[]> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(literal)
  return family === 0 ? resolve(hostname) : [{ address: literal, family }]
}

type Post = OutboundRequest & { addresses: Address[]; signal: AbortSignal }

function post({ url, headers, body, addresses, signal }: Post): Promise<Answer> {
  const lookup: LookupFunction = (_, { all }, done) => {
    const [first] = addresses
    if (all) done(null, addresses)
    else done(null, first?.address ?? '', first?.family ?? 0)
  }
  const length = { 'content-length': String(Buffer.byteLength(body)) }
  const send = url.startsWith('https:') ? requestTls : requestPlain
  return new Promise((resolve, reject) => {
    // A connection of its own: one that is kept would not be judged again.
    const outgoing = send(url, { method: 'POST', headers: { ...headers, ...length }, agent: false, lookup, signal })
    outgoing.once('error', reject)
    outgoing.once('response', (response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] })
      response.destroy()
    })
    outgoing.end(body)
  })
}

/** The promise's value; rejects when the signal is aborted before. */
function before<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  )
  return Promise.race([promise, aborted])
}

const problems: Record<string, string> = {
  ENOTFOUND: 'Its name is not known.',
  EAI_AGAIN: 'Its name could not be looked up.',
  ECONNREFUSED: 'It refused the connection.',
  ECONNRESET: 'It broke off the connection.',
  EHOSTUNREACH: 'It cannot be reached from here.',
  ENETUNREACH: 'It cannot be reached from here.',
}

function problemOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/CERT|TLS|SSL|SIGNATURE/.test(code)) return 'Its certificate is not valid.'
  return problems[code] ?? 'It could not be connected to.'
}
