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
    {
      name: 'free cores',
      run: async () => {
        const listed = await ask({
          method: 'GET',
          url: `${base('identity')}/20160918/availabilityDomains?compartmentId=${tenancy()}`,
        })
        const free = await Promise.all(
          domains.parse(listed).map(async ({ name }) => {
            const url = `https://limits.${load().profile.region}.oci.oraclecloud.com/20190729/services/compute/limits/standard-a1-core-count/resourceAvailability?compartmentId=${tenancy()}&availabilityDomain=${encodeURIComponent(name)}`
            return availability.parse(await ask({ method: 'GET', url })).available ?? 0
          }),
        )
        const most = Math.max(0, ...free)
        return most >= 2
          ? good(`${most} of the free shape are left`)
          : warning(
              `${most} of the free shape are left`,
              'The node needs 2. They are in use, unless this is the running stack.',
            )
      },
    },
    { name: 'leftovers', run: async () => leftovers(ask, base, { tenancy: tenancy(), compartment }) },
  ]
}

type Place = { tenancy: string; compartment: string }

/** A volume or balancer that outlived its cluster costs free room, and keeps the network from being removed. */
async function leftovers(ask: Ask, base: (service: string) => string, { tenancy, compartment }: Place) {
  const listed = await ask({ method: 'GET', url: `${base('identity')}/20160918/compartments?compartmentId=${tenancy}` })
  const own = compartments
    .parse(listed)
    .find(({ name, lifecycleState }) => name === compartment && lifecycleState === 'ACTIVE')
  if (!own) return good(`none: there is no compartment ${compartment} yet`)
  const of = async (kind: string) => {
    const found = await ask({
      method: 'GET',
      url: `${base('iaas')}/20160918/${kind}?compartmentId=${encodeURIComponent(own.id)}`,
    })
    return named.parse(found ?? []).filter(({ lifecycleState }) => !/^(TERMINAT|DELET)/.test(lifecycleState))
  }
  const [volumes, balancers, instances] = [await of('volumes'), await of('loadBalancers'), await of('instances')]
  if (instances.length > 0)
    return good(`none: ${instances.length} node, ${volumes.length} volumes, ${balancers.length} balancer in use`)
  const forgotten = [...volumes, ...balancers].map(({ displayName }) => displayName ?? 'unnamed')
  if (forgotten.length === 0) return good('none')
  return bad(
    `${forgotten.join(', ')} without a node`,
    'Remove them in the console (Storage → Block volumes, Networking → Load balancers), then destroy again.',
  )
}
