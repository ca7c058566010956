import type { SubnetName } from './subnets.ts'

/** Who may talk to whom in the VCN, as data: one NSG per group, and every rule that exists. */

export type Group = SubnetName
type Peer = Group | { cidr: string } | 'oracle-services'
type Ports = { min: number; max: number }

export type Rule = {
  group: Group
  direction: 'INGRESS' | 'EGRESS'
  peer: Peer
  protocol: 'tcp' | 'udp' | 'icmp' | 'all'
  /** Destination ports; without them all of the protocol. */
  ports?: Ports
  why: string
}

export type NetworkMode = 'public-nodes' | 'private-nodes'

const world = { cidr: '0.0.0.0/0' }
const port = (value: number): Ports => ({ min: value, max: value })

/** NodePorts of the cluster's range. The balancer reaches nodes there, and kube-proxy's health check. */
const nodePorts: Ports = { min: 30_000, max: 32_767 }
const kubeProxyHealth = port(10_256)

/** A connection is a rule on either side: one lets it out, one lets it in. */
function connection(
  from: Group,
  to: Group,
  {
    protocol = 'tcp',
    ports,
    why,
  }: Omit<Rule, 'group' | 'direction' | 'peer' | 'protocol'> & { protocol?: Rule['protocol'] },
): Rule[] {
  return [
    { group: from, direction: 'EGRESS', peer: to, protocol, ports, why },
    { group: to, direction: 'INGRESS', peer: from, protocol, ports, why },
  ]
}

/** Path MTU discovery (ICMP type 3 code 4) between `group` and `peer`. */
const pathMtu = (group: Group, peer: Peer): Rule => ({
  group,
  direction: 'INGRESS',
  peer,
  protocol: 'icmp',
  why: 'Path MTU discovery',
})

export type RuleOptions = { apiAllowedCidrs: readonly string[] }

/**
 * Only what a basic cluster on flannel needs, as Oracle documents it. Nothing reaches a node from outside but through
 * the balancer; with public nodes the rules alone keep them closed, with private nodes they have no address outside.
 */
export function networkRules({ apiAllowedCidrs }: RuleOptions): Rule[] {
  return [
    ...apiAllowedCidrs.map(
      (cidr): Rule => ({
        group: 'api',
        direction: 'INGRESS',
        peer: { cidr },
        protocol: 'tcp',
        ports: port(6443),
        why: 'Kubernetes API for those who manage the cluster',
      }),
    ),
    ...connection('nodes', 'api', { ports: port(6443), why: 'Kubelets and pods talk to the Kubernetes API' }),
    ...connection('nodes', 'api', { ports: port(12_250), why: 'Nodes register with the control plane' }),
    ...connection('api', 'nodes', { ports: port(10_250), why: 'Logs, exec, port-forward and metrics of kubelets' }),
    {
      group: 'api',
      direction: 'EGRESS',
      peer: 'oracle-services',
      protocol: 'tcp',
      ports: port(443),
      why: 'The control plane manages itself',
    },
    ...connection('nodes', 'nodes', { protocol: 'all', why: 'Pods on different nodes talk through the overlay' }),
    {
      group: 'nodes',
      direction: 'EGRESS',
      peer: world,
      protocol: 'all',
      why: 'Images, updates, certificates, and what the app sends',
    },
    ...connection('balancer', 'nodes', { ports: nodePorts, why: 'The balancer passes requests on' }),
    ...connection('balancer', 'nodes', { ports: kubeProxyHealth, why: 'The balancer asks nodes for their health' }),
    {
      group: 'balancer',
      direction: 'INGRESS',
      peer: world,
      protocol: 'tcp',
      ports: port(80),
      why: 'Redirect to HTTPS, and certificate challenges',
    },
    {
      group: 'balancer',
      direction: 'INGRESS',
      peer: world,
      protocol: 'tcp',
      ports: port(443),
      why: 'Browsers reach the app',
    },
    pathMtu('nodes', world),
    pathMtu('api', 'nodes'),
  ]
}

/** Which subnets' addresses are reachable from outside at all. */
export function publicSubnets(mode: NetworkMode): Record<Group, boolean> {
  return { api: true, balancer: true, nodes: mode === 'public-nodes' }
}
