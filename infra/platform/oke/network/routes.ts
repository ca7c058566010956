import * as core from '@pulumi/oci/core/index.js'
import * as pulumi from '@pulumi/pulumi'
import type { OracleServices } from './oracle-services.ts'
import type { NetworkMode } from './rules.ts'

export type RoutesArgs = {
  place: { compartmentId: pulumi.Input<string>; vcnId: pulumi.Input<string> }
  mode: NetworkMode
  oracle: OracleServices
}

const everywhere = { destination: '0.0.0.0/0', destinationType: 'CIDR_BLOCK' }

/**
 * The ways out of the VCN. `outside` leads public subnets to the internet. Private nodes leave by a NAT gateway and
 * reach Oracle's services by a service gateway; accounts that never upgraded may have neither, so public nodes need none.
 */
export class Routes extends pulumi.ComponentResource {
  readonly outsideTableId: pulumi.Output<string>
  readonly nodesTableId: pulumi.Output<string>

  constructor(name: string, args: RoutesArgs, opts?: pulumi.ComponentResourceOptions) {
    super('todo:platform:Routes', name, {}, opts)
    const { place, mode, oracle } = args
    const own = { parent: this }
    const internet = new core.InternetGateway(`${name}-internet`, { ...place, displayName: `${name}-internet` }, own)
    const outside = new core.RouteTable(
      `${name}-outside`,
      { ...place, displayName: `${name}-outside`, routeRules: [{ ...everywhere, networkEntityId: internet.id }] },
      own,
    )
    this.outsideTableId = outside.id
    this.nodesTableId = mode === 'public-nodes' ? outside.id : this.#privateTable(name, { place, oracle })
    this.registerOutputs({ outsideTableId: this.outsideTableId, nodesTableId: this.nodesTableId })
  }

  #privateTable(name: string, { place, oracle }: Pick<RoutesArgs, 'place' | 'oracle'>): pulumi.Output<string> {
    const own = { parent: this }
    const nat = new core.NatGateway(`${name}-nat`, { ...place, displayName: `${name}-nat` }, own)
    const service = new core.ServiceGateway(
      `${name}-service`,
      { ...place, displayName: `${name}-service`, services: [{ serviceId: oracle.apply(({ id }) => id) }] },
      own,
    )
    const toOracle = {
      destination: oracle.apply(({ cidrBlock }) => cidrBlock),
      destinationType: 'SERVICE_CIDR_BLOCK',
      networkEntityId: service.id,
    }
    return new core.RouteTable(
      `${name}-inside`,
      {
        ...place,
        displayName: `${name}-inside`,
        routeRules: [{ ...everywhere, networkEntityId: nat.id }, toOracle],
      },
      own,
    ).id
  }
}
