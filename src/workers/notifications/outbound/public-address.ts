import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

// What carries an IPv4 address inside or is only local is no global unicast address, whatever its owner says of it.
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')
/** The machines of a cloud find its metadata there, at an address that looks like any other. */
const metadata = new Set(['168.63.129.16'])

/**
 * Whether an IP address belongs to the public internet: neither private, loopback, link-local (the metadata services of
 * clouds), shared (CGNAT), reserved nor multicast, nor an IPv6 form of such (mapped, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false
  const address = ipaddr.process(text)
  if (address.range() !== 'unicast' || metadata.has(address.toString())) return false
  return !(address instanceof ipaddr.IPv6) || address.match(globalUnicast)
}
