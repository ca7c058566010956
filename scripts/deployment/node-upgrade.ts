import { z } from 'zod'
import { DeploymentFailure } from './pulumi-command.ts'

/** What replacing a node needs to know of it, from `kubectl get nodes --output json`. */
export type ClusterNode = { name: string; version: string; domain: string; instance: string; ready: boolean }

const nodeList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()) }),
      spec: z.object({ providerID: z.string() }),
      status: z.object({
        nodeInfo: z.object({ kubeletVersion: z.string() }),
        conditions: z.array(z.object({ type: z.string(), status: z.string() })),
      }),
    }),
  ),
})

export function readNodes(json: string): ClusterNode[] {
  return nodeList.parse(JSON.parse(json)).items.map(({ metadata, spec, status }) => ({
    name: metadata.name,
    version: status.nodeInfo.kubeletVersion,
    domain: metadata.labels['topology.kubernetes.io/zone'] ?? '',
    instance: spec.providerID.replace(/^oci:\/\//, ''),
    ready: status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
  }))
}

export type Pool = { version: string; domains: readonly string[] }

const nodePool = z.object({
  kubernetesVersion: z.string(),
  nodeConfigDetails: z.object({ placementConfigs: z.array(z.object({ availabilityDomain: z.string() })) }),
})

/** What the answer of Oracle's API says of a node pool. */
export function readPool(answer: unknown): Pool {
  const { kubernetesVersion, nodeConfigDetails } = nodePool.parse(answer)
  return {
    version: kubernetesVersion,
    domains: nodeConfigDetails.placementConfigs.map(({ availabilityDomain }) => availabilityDomain),
  }
}

/**
 * The nodes to replace, one after the other: those of another version than the pool's, or all of them.
 *
 * @throws DeploymentFailure where a new node could come up where the old one's volumes are not
 */
export function nodesToReplace(nodes: readonly ClusterNode[], pool: Pool, all: boolean): ClusterNode[] {
  const due = nodes.filter(({ version }) => all || version !== pool.version)
  const [elsewhere] = due.filter(({ domain }) => pool.domains.some((name) => !isDomain(name, domain)))
  if (elsewhere !== undefined) {
    const number = /\d+$/.exec(elsewhere.domain)?.[0] ?? 'NUMBER'
    throw new DeploymentFailure(
      `A new node might come up in another availability domain than ${elsewhere.domain}, where its volumes are. ` +
        `Fix: pulumi config set --stack oke --path oke.nodes.domain ${number}, then npm run up -- --stack oke, then this again.`,
    )
  }
  return due
}

/** Oracle's names have a prefix of the tenancy, `Uocm:EU-FRANKFURT-1-AD-1`; labels of nodes have none. */
const isDomain = (full: string, short: string): boolean => full === short || full.endsWith(`:${short}`)

/** Whether the place of `old` is taken by a node that was not there before and is ready. */
export const isReplaced = (before: readonly ClusterNode[], now: readonly ClusterNode[]): boolean =>
  now.some(({ instance, ready }) => ready && before.every((node) => node.instance !== instance))
