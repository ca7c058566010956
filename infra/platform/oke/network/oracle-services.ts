import * as core from '@pulumi/oci/core/index.js'
import * as pulumi from '@pulumi/pulumi'

/** The label that stands for the addresses of all Oracle services of the region, in routes and rules. */
export type OracleServices = pulumi.Output<{ id: string; cidrBlock: string }>

export function oracleServices(opts: pulumi.InvokeOptions): OracleServices {
  return core.getServicesOutput({}, opts).services.apply((all) => {
    const found = all.find((service) => service.cidrBlock.startsWith('all-'))
    if (!found) throw new pulumi.RunError('This region lists no "All … Services in Oracle Services Network".')
    return { id: found.id, cidrBlock: found.cidrBlock }
  })
}
