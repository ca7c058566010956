import { z } from 'zod'
import type { LoadedSigner } from '../oci/load-signer.ts'
import { bad, type Check, good, warning } from './findings.ts'
import type { Ask } from './state-bucket.ts'

const availability = z.object({ available: z.number().nullish(), used: z.number().nullish() })
const domains = z.array(z.object({ name: z.string() }))
const compartments = z.array(z.object({ id: z.string(), name: z.string(), lifecycleState: z.string() }))
const named = z.array(z.object({ displayName: z.string().nullish(), lifecycleState: z.string() }))

export type OracleCheckOptions = { load: () => LoadedSigner; ask: Ask; compartment: string }

/** Credentials, what the free shape has left, and what a destroyed stack forgot. */
export function oracleChecks({ load, ask, compartment }: OracleCheckOptions): Check[] {
  const base = (service: string) => `https://${service}.${load().profile.region}.oraclecloud.com`
  const tenancy = () => encodeURIComponent(load().profile.tenancy)
  return [
    {
      name: 'API key',
      run: async () => {
        const { profile } = load()
        const namespace = await ask({ method: 'GET', url: `${base('objectstorage')}/n/` })
        return good(`${profile.region}, namespace ${String(namespace)}`)
      },
    },
    ...room.map((need) => ({
      name: need.name,
      run: () => roomFor(need, { ask, base, region: () => load().profile.region, tenancy: tenancy() }),
    })),
    { name: 'leftovers', run: async () => leftovers(ask, base, { tenancy: tenancy(), compartment }) },
  ]
}

/** What the stack takes of a limit of Oracle's, which is the account's or each availability domain's. */
type Need = { name: string; service: string; limit: string; amount: number; unit: string; perDomain: boolean }

const room: readonly Need[] = [
  { name: 'cores', service: 'compute', limit: 'standard-a1-core-count', amount: 2, unit: 'of A1', perDomain: true },
  {
    name: 'memory',
    service: 'compute',
    limit: 'standard-a1-memory-count',
    amount: 12,
    unit: 'GB of A1',
    perDomain: true,
  },
  { name: 'volumes', service: 'block-storage', limit: 'total-storage-gb', amount: 150, unit: 'GB', perDomain: true },
  {
    name: 'balancer',
    service: 'load-balancer',
    limit: 'lb-flexible-count',
    amount: 1,
    unit: 'flexible',
    perDomain: false,
  },
  {
    name: 'clusters',
    service: 'container-engine',
    limit: 'cluster-count',
    amount: 1,
    unit: 'clusters',
    perDomain: false,
  },
]

type Account = { ask: Ask; base: (service: string) => string; region: () => string; tenancy: string }

async function roomFor({ service, limit, amount, unit, perDomain }: Need, { ask, base, region, tenancy }: Account) {
  const url = `https://limits.${region()}.oci.oraclecloud.com/20190729/services/${service}/limits/${limit}/resourceAvailability?compartmentId=${tenancy}`
  const left = async (where: string) =>
    availability.parse(await ask({ method: 'GET', url: `${url}${where}` })).available ?? 0
  const listed = `${base('identity')}/20160918/availabilityDomains?compartmentId=${tenancy}`
  const places = perDomain
    ? domains
        .parse(await ask({ method: 'GET', url: listed }))
        .map(({ name }) => `&availabilityDomain=${encodeURIComponent(name)}`)
    : ['']
  const most = Math.max(0, ...(await Promise.all(places.map(left))))
  return most >= amount
    ? good(`${most} ${unit} are left`)
    : warning(
        `${most} ${unit} are left`,
        `The stack needs ${amount}. They are in use, unless this is the running stack.`,
      )
}

type Place = { tenancy: string; compartment: string }

/** A volume or balancer that outlived its cluster costs free room, and keeps the network from being removed. */
async function leftovers(ask: Ask, base: (service: string) => string, { tenancy, compartment }: Place) {
  const listed = await ask({ method: 'GET', url: `${base('identity')}/20160918/compartments?compartmentId=${tenancy}` })
  const own = compartments
    .parse(listed)
    .find(({ name, lifecycleState }) => name === compartment && lifecycleState === 'ACTIVE')
  if (!own) return good(`none: there is no compartment ${compartment} yet`)
  const of = async (kind: string, version = '20160918') => {
    const found = await ask({
      method: 'GET',
      url: `${base('iaas')}/${version}/${kind}?compartmentId=${encodeURIComponent(own.id)}`,
    })
    return named.parse(found ?? []).filter(({ lifecycleState }) => !/^(TERMINAT|DELET)/.test(lifecycleState))
  }
  const [volumes, balancers, instances] = [
    await of('volumes'),
    await of('loadBalancers', '20170115'),
    await of('instances'),
  ]
  if (instances.length > 0)
    return good(`none: ${instances.length} node, ${volumes.length} volumes, ${balancers.length} balancer in use`)
  const forgotten = [...volumes, ...balancers].map(({ displayName }) => displayName ?? 'unnamed')
  if (forgotten.length === 0) return good('none')
  return bad(
    `${forgotten.join(', ')} without a node`,
    'Remove them in the console (Storage → Block volumes, Networking → Load balancers), then destroy again.',
  )
}
