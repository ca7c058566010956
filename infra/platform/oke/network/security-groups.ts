import * as core from '@pulumi/oci/core/index.js'
import * as pulumi from '@pulumi/pulumi'
import type { OracleServices } from './oracle-services.ts'
import type { Group, Rule } from './rules.ts'

export type SecurityGroupsArgs = {
  place: { compartmentId: pulumi.Input<string>; vcnId: pulumi.Input<string> }
  rules: readonly Rule[]
  oracle: OracleServices
}

export type GroupIds = Record<Group, pulumi.Output<string>>

const protocolNumbers = { tcp: '6', udp: '17', icmp: '1', all: 'all' } as const

/** One NSG for each group of `rules`, and a rule resource for each rule. */
export class SecurityGroups extends pulumi.ComponentResource {
  readonly ids: GroupIds

  constructor(name: string, { place, rules, oracle }: SecurityGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('todo:platform:SecurityGroups', name, {}, opts)
    const group = (of: Group) =>
      new core.NetworkSecurityGroup(`${name}-${of}`, { ...place, displayName: `${name}-${of}` }, { parent: this })
    const groups = { api: group('api'), nodes: group('nodes'), balancer: group('balancer') }
    this.ids = { api: groups.api.id, nodes: groups.nodes.id, balancer: groups.balancer.id }
    for (const rule of rules) {
      new core.NetworkSecurityGroupSecurityRule(
        `${name}-${ruleName(rule)}`,
        { networkSecurityGroupId: this.ids[rule.group], ...ruleInputs(rule, this.ids, oracle) },
        // Not the group's: who waits for this component waits for its own children, and no further.
        { parent: this },
      )
    }
    this.registerOutputs({ ids: this.ids })
  }
}

/** A name that stays the same while the rule does, whatever rules come and go around it. */
export function ruleName({ group, direction, peer, protocol, ports }: Rule): string {
  const other = typeof peer === 'string' ? peer : peer.cidr.replace('/', '-')
  const way = direction === 'INGRESS' ? 'from' : 'to'
  return [group, way, other, protocol, ...(ports ? [ports.min] : [])].join('-')
}

function ruleInputs(rule: Rule, groups: GroupIds, oracle: OracleServices) {
  const { peer, direction, protocol, ports, why } = rule
  const [address, type] =
    peer === 'oracle-services'
      ? [oracle.apply(({ cidrBlock }) => cidrBlock), 'SERVICE_CIDR_BLOCK']
      : typeof peer === 'string'
        ? [groups[peer], 'NETWORK_SECURITY_GROUP']
        : [peer.cidr, 'CIDR_BLOCK']
  return {
    direction,
    description: why,
    protocol: protocolNumbers[protocol],
    stateless: false,
    ...(direction === 'INGRESS'
      ? { source: address, sourceType: type }
      : { destination: address, destinationType: type }),
    ...(protocol === 'tcp' && ports ? { tcpOptions: { destinationPortRange: ports } } : {}),
    ...(protocol === 'icmp' ? { icmpOptions: { type: 3, code: 4 } } : {}),
  }
}
