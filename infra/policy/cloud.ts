import { z } from 'zod'
import type { Check } from './resource.ts'

/** What the program makes of Oracle's cloud. Another type is not known to be free, so it is refused until it is. */
const freeTypes = new Set([
  'Artifacts/containerRepository:ContainerRepository',
  'Budget/budget:Budget',
  'Budget/rule:Rule',
  'ContainerEngine/cluster:Cluster',
  'ContainerEngine/nodePool:NodePool',
  'Core/defaultSecurityList:DefaultSecurityList',
  'Core/internetGateway:InternetGateway',
  'Core/natGateway:NatGateway',
  'Core/networkSecurityGroup:NetworkSecurityGroup',
  'Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule',
  'Core/publicIp:PublicIp',
  'Core/routeTable:RouteTable',
  'Core/serviceGateway:ServiceGateway',
  'Core/subnet:Subnet',
  'Core/vcn:Vcn',
  'Identity/authToken:AuthToken',
  'Identity/compartment:Compartment',
  'Identity/customerSecretKey:CustomerSecretKey',
  'Identity/policy:Policy',
  'Limits/quota:Quota',
  'ObjectStorage/bucket:Bucket',
  'ObjectStorage/objectLifecyclePolicy:ObjectLifecyclePolicy',
])

const cluster = z.object({ type: z.string().optional() })
const nodePool = z.object({ nodeShape: z.string() })
const service = z.object({
  metadata: z.object({ annotations: z.record(z.string(), z.unknown()).optional() }).optional(),
  spec: z.object({ type: z.string().optional() }).optional(),
})
const shape = 'service.beta.kubernetes.io/oci-load-balancer-shape'
const freeBalancer = { [shape]: 'flexible', [`${shape}-flex-min`]: '10', [`${shape}-flex-max`]: '10' }

/** Shapes and types that are Always Free, whatever the sums say. */
export const alwaysFree: Check = ({ type, props }) => {
  const own = /^oci:(?<type>.+)$/.exec(type)?.groups?.type
  if (own !== undefined && !freeTypes.has(own)) return [`${type} is not known to be free.`]
  if (own === 'ContainerEngine/cluster:Cluster') {
    const { type: kind } = cluster.parse(props)
    return kind === 'BASIC_CLUSTER' ? [] : [`A cluster of type ${kind ?? 'unset'} has a fee: set BASIC_CLUSTER.`]
  }
  if (own === 'ContainerEngine/nodePool:NodePool') {
    const { nodeShape } = nodePool.parse(props)
    return nodeShape === 'VM.Standard.A1.Flex' ? [] : [`Shape ${nodeShape} is not free: use VM.Standard.A1.Flex.`]
  }
  return []
}

/** On OKE every Service of type LoadBalancer becomes a balancer, of a size that is not free unless told otherwise. */
export const freeBalancers: Check = ({ type, props }) => {
  if (type !== 'kubernetes:core/v1:Service') return []
  const { spec, metadata } = service.parse(props)
  if (spec?.type !== 'LoadBalancer') return []
  return Object.entries(freeBalancer)
    .filter(([annotation, value]) => metadata?.annotations?.[annotation] !== value)
    .map(([annotation, value]) => `The balancer is not the free one: set ${annotation} to "${value}".`)
}

const bucket = z.object({ accessType: z.string().optional() })

export const noPublicBuckets: Check = ({ type, props }) => {
  if (type !== 'oci:ObjectStorage/bucket:Bucket') return []
  const { accessType = 'NoPublicAccess' } = bucket.parse(props)
  return accessType === 'NoPublicAccess' ? [] : [`Everybody can read this bucket (${accessType}): set NoPublicAccess.`]
}

const rule = z.object({
  direction: z.string(),
  source: z.string().optional(),
  protocol: z.string(),
  tcpOptions: z.object({ destinationPortRange: z.object({ min: z.number(), max: z.number() }).optional() }).optional(),
})
const list = z.object({ ingressSecurityRules: z.array(z.object({ source: z.string() })).optional() })

const world = new Set(['0.0.0.0/0', '::/0'])
const web = [80, 443]
const kubernetesApi = 6443
const icmp = '1'

/** Nothing but the two ports of the web is open to the world; for the Kubernetes API there is a rule of its own. */
export const noOpenRules: Check = ({ type, props }) => {
  if (/^oci:Core\/(default)?SecurityList/i.test(type)) {
    const open = (list.parse(props).ingressSecurityRules ?? []).filter(({ source }) => world.has(source))
    return open.length === 0 ? [] : ['A security list lets the world in: use rules of security groups.']
  }
  const port = openPort(type, props)
  if (port === undefined || port === kubernetesApi || (port !== 'all' && web.includes(port))) return []
  return [`Port ${port} is open to the world: name the addresses that need it.`]
}

/** The Kubernetes API asks for credentials, but fewer ears are better. */
export const closedKubernetesApi: Check = ({ type, props }) =>
  openPort(type, props) === kubernetesApi
    ? ['The Kubernetes API is open to the world: narrow oke.apiAllowedCidrs.']
    : []

/** The port that a rule opens to the world, `all` where it opens several; undefined for any other rule. */
function openPort(type: string, props: unknown): number | 'all' | undefined {
  if (type !== 'oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule') return undefined
  const { direction, source, protocol, tcpOptions } = rule.parse(props)
  if (direction !== 'INGRESS' || !world.has(source ?? '') || protocol === icmp) return undefined
  const range = tcpOptions?.destinationPortRange
  return range && range.min === range.max ? range.min : 'all'
}
