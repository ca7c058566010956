import { fileURLToPath } from 'node:url'
import * as kubernetes from '@pulumi/kubernetes'
import * as containerengine from '@pulumi/oci/containerengine/index.js'
import * as core from '@pulumi/oci/core/index.js'
import * as pulumi from '@pulumi/pulumi'
import type { Secrets } from '../../settings.ts'
import type { OkeSettings } from '../../settings-schema.ts'
import type { ImageRegistry, Platform } from '../platform.ts'
import { BackupBucket } from './backup-bucket.ts'
import { Cluster } from './cluster/cluster.ts'
import { endpointOf, kubeconfigOf } from './cluster/kubeconfig.ts'
import { Guard } from './guard/guard.ts'
import { Network } from './network/network.ts'
import { planSubnets } from './network/subnets.ts'
import { Registry } from './registry/registry.ts'

const tokenProgram = fileURLToPath(new URL('../../../scripts/oke-token.ts', import.meta.url))

/** Oracle rounds every volume up to this. */
const smallestVolumeGb = 50

/** Oracle's Always Free Kubernetes, from the compartment to the address that browsers use. */
export function createOke(settings: OkeSettings, secrets: Secrets): Platform {
  const { oke, allowPaid } = settings
  const { tenancyId, userId, region } = oke
  const subnets = planSubnets(oke.network.cidr)
  const guard = new Guard('guard', { ...oke, allowPaid })
  const { compartmentId } = guard
  const network = new Network('network', { compartmentId, ...oke.network, apiAllowedCidrs: oke.apiAllowedCidrs })
  const cluster = new Cluster('todo-chatbot', {
    compartmentId,
    tenancyId,
    kubernetesVersion: oke.kubernetesVersion,
    nodes: oke.nodes,
    vcnId: network.vcnId,
    subnetIds: network.subnetIds,
    groupIds: network.groupIds,
    after: [guard, network],
  })
  const address = new core.PublicIp(
    'address',
    { compartmentId, lifetime: 'RESERVED', displayName: 'todo-chatbot' },
    keepAttached,
  )
  const inCluster = settings.postgres.mode === 'in-cluster'
  const place = { compartmentId, tenancyId, userId, region }
  const registry = registryOf(settings, secrets, place)
  const clusterAccess = accessTo(cluster, region)
  return {
    provider: kubernetesProvider(cluster, clusterAccess),
    clusterAccess,
    architecture: 'arm64',
    registry,
    storageClass: 'oci-bv',
    smallestVolumeGb,
    entrance: {
      serviceType: 'LoadBalancer',
      annotations: balancerAnnotations(network),
      trustedProxies: [subnets.balancer],
      address: address.ipAddress,
    },
    ...(inCluster ? { backups: new BackupBucket('backups', place).store } : {}),
    kubernetesApi: { cidr: subnets.api, port: 6443 },
    lacks: { networkPolicyEngine: true, metricsServer: true },
    kubeconfigCommand: 'npm run kubeconfig -- --stack oke',
  }
}

/** The balancer attaches the address; a private IP that the program never set is no change to it. */
const keepAttached = { ignoreChanges: ['privateIpId'] }

function registryOf(
  { oke }: OkeSettings,
  secrets: Secrets,
  place: { compartmentId: pulumi.Output<string>; tenancyId: string; userId: string; region: string },
): ImageRegistry {
  const { registry } = oke
  if (registry.mode === 'ocir') {
    return new Registry('registry', { ...place, ...registry }).registry
  }
  const { server, username } = registry
  const password = secrets.registryPassword
  return {
    repositoryOf: (target) => pulumi.output(`${server}/todo-chatbot/${target}`),
    ...(username && password ? { credentials: { server: server.split('/')[0] ?? server, username, password } } : {}),
    ready: [],
  }
}

function accessTo(cluster: Cluster, region: string): pulumi.Output<string> {
  const { content } = containerengine.getClusterKubeConfigOutput({
    clusterId: cluster.clusterId,
    endpoint: 'PUBLIC_ENDPOINT',
    tokenVersion: '2.0.0',
  })
  return pulumi
    .all([content, cluster.clusterId])
    .apply(([made, clusterId]) =>
      kubeconfigOf({ endpoint: endpointOf(made), region, clusterId, node: process.execPath, tokenProgram }),
    )
}

function kubernetesProvider(cluster: Cluster, kubeconfig: pulumi.Output<string>): kubernetes.Provider {
  return new kubernetes.Provider(
    'kubernetes',
    {
      kubeconfig,
      // The path of Node.js differs between machines; only another cluster is another cluster.
      clusterIdentifier: cluster.clusterId,
      enableServerSideApply: true,
    },
    // Without nodes nothing becomes ready; and on destroy balancer and volumes go before nodes and network.
    { dependsOn: cluster.nodePool },
  )
}

/**
 * One flexible balancer of 10 Mbps, the only size that is free (the controller's default is not), with the rules of its
 * security groups left to the program.
 */
function balancerAnnotations({ groupIds, subnetIds }: Network): Record<string, pulumi.Input<string>> {
  const old = 'service.beta.kubernetes.io/oci-load-balancer'
  return {
    'oci.oraclecloud.com/load-balancer-type': 'lb',
    [`${old}-shape`]: 'flexible',
    [`${old}-shape-flex-min`]: '10',
    [`${old}-shape-flex-max`]: '10',
    [`${old}-subnet1`]: subnetIds.balancer,
    // Streams of events are silent between heartbeats, which come every 15 s.
    [`${old}-connection-idle-timeout`]: '300',
    // The balancer hands the client's address on; Traefik trusts it from the balancer's subnet alone.
    [`${old}-connection-proxy-protocol-version`]: '2',
    'oci.oraclecloud.com/security-rule-management-mode': 'None',
    'oci.oraclecloud.com/oci-network-security-groups': groupIds.balancer,
  }
}
