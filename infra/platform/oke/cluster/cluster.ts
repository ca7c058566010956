import * as containerengine from '@pulumi/oci/containerengine/index.js'
import * as identity from '@pulumi/oci/identity/index.js'
import * as pulumi from '@pulumi/pulumi'
import type { GroupIds } from '../network/security-groups.ts'
import { overlay, type SubnetName } from '../network/subnets.ts'
import { chooseNodeImage } from './node-image.ts'

export type NodeArgs = {
  count: number
  ocpus: number
  memoryGb: number
  bootVolumeGb: number
  /** Number of the one availability domain to use; all of them where not given. */
  domain?: number | undefined
}

export type ClusterArgs = {
  compartmentId: pulumi.Input<string>
  tenancyId: string
  kubernetesVersion: string
  nodes: NodeArgs
  vcnId: pulumi.Input<string>
  subnetIds: Record<SubnetName, pulumi.Output<string>>
  groupIds: GroupIds
  /** What has to be there first and go last: the rules by which nodes are reached, the quota that holds them. */
  after: readonly pulumi.Resource[]
}

/** The only shape of Always Free that runs Kubernetes; arm64. */
export const freeShape = 'VM.Standard.A1.Flex'

/** A cluster without fee and its nodes. */
export class Cluster extends pulumi.ComponentResource {
  readonly clusterId: pulumi.Output<string>
  /** What Kubernetes objects wait for: without nodes nothing becomes ready, and on destroy they have to go first. */
  readonly nodePool: containerengine.NodePool

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super('todo:platform:Cluster', name, {}, opts)
    const { compartmentId, kubernetesVersion, subnetIds, groupIds } = args
    const cluster = new containerengine.Cluster(
      name,
      {
        compartmentId,
        name,
        kubernetesVersion,
        vcnId: args.vcnId,
        type: 'BASIC_CLUSTER',
        clusterPodNetworkOptions: [{ cniType: 'FLANNEL_OVERLAY' }],
        endpointConfig: { isPublicIpEnabled: true, subnetId: subnetIds.api, nsgIds: [groupIds.api] },
        options: {
          serviceLbSubnetIds: [subnetIds.balancer],
          kubernetesNetworkConfig: { podsCidr: overlay.pods, servicesCidr: overlay.services },
        },
      },
      { parent: this, dependsOn: [...args.after] },
    )
    this.clusterId = cluster.id
    this.nodePool = this.#nodePool(name, args)
    this.registerOutputs({ clusterId: this.clusterId })
  }
  #nodePool(name: string, args: ClusterArgs): containerengine.NodePool {
    const { compartmentId, tenancyId, kubernetesVersion, nodes, subnetIds, groupIds } = args
    const asked = { parent: this }
    const domains = identity.getAvailabilityDomainsOutput({ compartmentId: tenancyId }, asked).availabilityDomains
    const { sources } = containerengine.getNodePoolOptionOutput(
      { nodePoolOptionId: 'all', compartmentId, nodePoolOsArch: 'AARCH64', nodePoolK8sVersion: kubernetesVersion },
      asked,
    )
    const image = sources.apply((images) => chooseNodeImage(images, { architecture: 'arm64', kubernetesVersion }))
    return new containerengine.NodePool(
      `${name}-nodes`,
      {
        compartmentId,
        clusterId: this.clusterId,
        name: `${name}-nodes`,
        kubernetesVersion,
        nodeShape: freeShape,
        nodeShapeConfig: { ocpus: nodes.ocpus, memoryInGbs: nodes.memoryGb },
        nodeSourceDetails: {
          sourceType: 'IMAGE',
          imageId: image.imageId,
          bootVolumeSizeInGbs: String(nodes.bootVolumeGb),
        },
        nodeConfigDetails: {
          size: nodes.count,
          nsgIds: [groupIds.nodes],
          placementConfigs: domains.apply((all) =>
            chooseDomains(all, nodes.domain).map(({ name: availabilityDomain }) => ({
              availabilityDomain,
              subnetId: subnetIds.nodes,
            })),
          ),
          isPvEncryptionInTransitEnabled: true,
        },
        // Disruption budgets never block for longer than this, or a full node would keep an upgrade waiting for ever.
        nodeEvictionNodePoolSettings: { evictionGraceDuration: 'PT10M', isForceDeleteAfterGraceDuration: true },
      },
      { parent: this, customTimeouts: { create: '60m', update: '60m', delete: '60m' } },
    )
  }
}

/** The domain of that number, else all: one without free capacity is the most frequent failure there is. */
function chooseDomains<T>(all: readonly T[], domain: number | undefined): readonly T[] {
  return domain === undefined ? all : all.slice(domain - 1, domain)
}
