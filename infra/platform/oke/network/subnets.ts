/** Addresses as unsigned numbers; IPv4 only, as OKE's basic clusters are. */

export type SubnetName = 'api' | 'nodes' | 'balancer'
export type SubnetPlan = Record<SubnetName, string>

/** Prefix lengths: room for 13 API addresses, 251 nodes, 13 load balancers (OCI keeps three of each subnet). */
const prefixes = { nodes: 24, api: 28, balancer: 28 } as const satisfies Record<SubnetName, number>

/** The smallest VCN that holds the plan, and OCI's widest. */
const vcnPrefix = { min: 16, max: 23 }

export type Range = { first: number; last: number; prefix: number }

/** @throws RangeError for what is no IPv4 CIDR block, or whose address has bits behind the prefix */
export function parseCidr(cidr: string): Range {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr)
  const [a, b, c, d, prefix] = (match?.slice(1) ?? []).map(Number)
  if (a === undefined || b === undefined || c === undefined || d === undefined || prefix === undefined) {
    throw new RangeError(`${cidr} is no IPv4 block such as 10.0.0.0/16.`)
  }
  if (Math.max(a, b, c, d) > 255 || prefix > 32) throw new RangeError(`${cidr} is out of range.`)
  const first = ((a * 256 + b) * 256 + c) * 256 + d
  const size = 2 ** (32 - prefix)
  if (first % size !== 0) {
    throw new RangeError(
      `${cidr} does not begin at a block of its size; ${formatCidr(first - (first % size), prefix)} does.`,
    )
  }
  return { first, last: first + size - 1, prefix }
}

export function formatCidr(first: number, prefix: number): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${prefix}`
}

/** Addresses of the overlay: pods and services, OKE's defaults. The VCN must keep out of them. */
export const overlay = { pods: '10.244.0.0/16', services: '10.96.0.0/16' } as const

/**
 * The subnets of a VCN: disjoint, inside it, aligned, largest first so that nothing is lost to alignment. The same VCN
 * always gives the same plan, as a moved subnet would mean a new cluster.
 *
 * @throws RangeError where the VCN is too small, too large or meets the overlay's addresses
 */
export function planSubnets(vcnCidr: string): SubnetPlan {
  const vcn = parseCidr(vcnCidr)
  if (vcn.prefix < vcnPrefix.min || vcn.prefix > vcnPrefix.max) {
    throw new RangeError(`${vcnCidr}: the network takes /${vcnPrefix.min} to /${vcnPrefix.max}.`)
  }
  for (const [use, cidr] of Object.entries(overlay)) {
    const other = parseCidr(cidr)
    if (vcn.first <= other.last && other.first <= vcn.last) {
      throw new RangeError(`${vcnCidr} meets ${cidr}, which the cluster uses for ${use}. Try 10.0.0.0/16.`)
    }
  }
  let next = vcn.first
  const take = (prefix: number): string => {
    const cidr = formatCidr(next, prefix)
    next += 2 ** (32 - prefix)
    return cidr
  }
  return { nodes: take(prefixes.nodes), api: take(prefixes.api), balancer: take(prefixes.balancer) }
}
