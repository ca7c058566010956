import * as core from '@pulumi/oci/core/index.js'
import * as pulumi from '@pulumi/pulumi'
import { oracleServices } from './oracle-services.ts'
import { Routes } from './routes.ts'
import { type NetworkMode, networkRules, publicSubnets } from './rules.ts'
import { type GroupIds, SecurityGroups } from './security-groups.ts'
import { planSubnets, type SubnetName } from './subnets.ts'

export type NetworkArgs = {
  compartmentId: pulumi.Input<string>
  cidr: string
  mode: NetworkMode
  apiAllowedCidrs: readonly string[]
}

/** The VCN of the cluster: three subnets, their routes and security groups. @throws RangeError for an unfit `cidr` */
export class Network extends pulumi.ComponentResource {
  readonly vcnId: pulumi.Output<string>
  readonly subnetIds: Record<SubnetName, pulumi.Output<string>>
  readonly groupIds: GroupIds

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super('todo:platform:Network', name, {}, opts)
    const { compartmentId, cidr, mode } = args
    const own = { parent: this }
    const plan = planSubnets(cidr)
    const oracle = oracleServices(own)
    const vcn = new core.Vcn(
      `${name}-vcn`,
      { compartmentId, cidrBlocks: [cidr], displayName: name, dnsLabel: 'todo' },
      own,
    )
    this.vcnId = vcn.id
    const place = { compartmentId, vcnId: vcn.id }
    // OCI opens SSH to the world in the list that every subnet starts with; the security groups are to rule alone.
    const closed = new core.DefaultSecurityList(
      `${name}-closed`,
      { manageDefaultResourceId: vcn.defaultSecurityListId, displayName: `${name}-closed` },
      own,
    )
    const routes = new Routes(`${name}-routes`, { place, mode, oracle }, own)
    const open = publicSubnets(mode)
    const subnet = (of: SubnetName): pulumi.Output<string> =>
      new core.Subnet(
        `${name}-${of}`,
        {
          ...place,
          cidrBlock: plan[of],
          displayName: `${name}-${of}`,
          dnsLabel: of,
          prohibitPublicIpOnVnic: !open[of],
          prohibitInternetIngress: !open[of],
          routeTableId: of === 'nodes' ? routes.nodesTableId : routes.outsideTableId,
          securityListIds: [closed.id],
        },
        own,
      ).id
    this.subnetIds = { api: subnet('api'), nodes: subnet('nodes'), balancer: subnet('balancer') }
    this.groupIds = new SecurityGroups(`${name}-group`, { place, oracle, rules: networkRules(args) }, own).ids
    this.registerOutputs({ vcnId: this.vcnId, subnetIds: this.subnetIds, groupIds: this.groupIds })
  }
}
