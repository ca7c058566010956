import type { EnforcementLevel, StackValidationPolicy } from '@pulumi/policy'
import { alwaysFree, closedKubernetesApi, freeBalancers, noOpenRules, noPublicBuckets } from './cloud.ts'
import { imagesByDigest, restrictedPods } from './pods.ts'
import type { Check, CheckedResource } from './resource.ts'

/**
 * The policies, apart from the pack that serves them. They look at the whole stack: whether there is a cloud in it
 * decides what images may be named by, and which balancers cost.
 */
export const policies: readonly StackValidationPolicy[] = [
  policy('always-free', 'Nothing but what is Always Free', everywhere(alwaysFree)),
  policy('free-balancers', 'Balancers are of the free size', ({ cloud }) => (cloud ? freeBalancers : nothing)),
  policy('images-by-digest', 'Images cannot change under a running app', ({ cloud }) =>
    imagesByDigest({ loaded: !cloud }),
  ),
  policy('restricted-pods', 'Pods keep to Pod Security "restricted"', everywhere(restrictedPods)),
  policy('no-public-buckets', 'Buckets are private', everywhere(noPublicBuckets)),
  policy('no-open-rules', 'Only the web is open to the world', everywhere(noOpenRules)),
  policy(
    'closed-kubernetes-api',
    'The Kubernetes API is open to named addresses only',
    everywhere(closedKubernetesApi),
    'advisory',
  ),
]

type Surroundings = { cloud: boolean }
type Choose = (surroundings: Surroundings) => Check

const nothing: Check = () => []

function everywhere(check: Check): Choose {
  return () => check
}

/** The violations of `check` in a stack, each with the resource it is about. */
export function violations(
  resources: readonly CheckedResource[],
  choose: Choose,
): { message: string; index: number }[] {
  const check = choose({ cloud: resources.some(({ type }) => type.startsWith('oci:ContainerEngine/cluster:')) })
  return resources.flatMap((resource, index) => check(resource).map((message) => ({ message, index })))
}

function policy(
  name: string,
  description: string,
  ...[choose, enforcementLevel = 'mandatory']: [Choose, EnforcementLevel?]
): StackValidationPolicy {
  return {
    name,
    description,
    enforcementLevel,
    validateStack: ({ resources }, report) => {
      for (const { message, index } of violations(resources, choose)) {
        const resource = resources[index]
        report(resource ? `${resource.name}: ${message}` : message, resource?.urn)
      }
    },
  }
}
