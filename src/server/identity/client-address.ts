import { isIP } from 'node:net'

/** Carries the address that `clientAddress` found; whatever a client sends under this name is removed. */
export const clientAddressHeader = 'x-client-address'

/** `x-forwarded-for` as it was at web: sidecars on the way to the server append their own address to that header. */
const chainHeader = 'x-client-chain'

/**
 * Who a request came from, or null when nothing usable says so. Web appends the address of each connection it accepts
 * to the chain, so the last entry is true; each of the `trustedProxies` in front of web vouches for one entry more to
 * the left. Everything further left is the client's own claim and is never looked at.
 */
export function clientAddress(headers: Headers, trustedProxies: number): string | null {
  const chain = headers.get(chainHeader) ?? headers.get('x-forwarded-for') ?? ''
  const hops = chain.split(',').map((entry) => entry.trim())
  const candidate = stripPort(hops[Math.max(0, hops.length - 1 - trustedProxies)] ?? '')
  return isIP(candidate) === 0 ? null : candidate
}

/** The same headers with the address under `clientAddressHeader`, where nobody but this function has put it. */
export function withClientAddress(headers: Headers, trustedProxies: number): Headers {
  const result = new Headers(headers)
  const address = clientAddress(headers, trustedProxies)
  if (address === null) result.delete(clientAddressHeader)
  else result.set(clientAddressHeader, address)
  return result
}

// Some proxies add the port: `192.0.2.1:4711` or `[2001:db8::1]:4711`.
function stripPort(entry: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(entry)
  if (bracketed?.[1] !== undefined) return bracketed[1]
  return /^[\d.]+:\d+$/.test(entry) ? entry.slice(0, entry.indexOf(':')) : entry
}
