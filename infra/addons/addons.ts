import * as kubernetes from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { namespaces } from '../namespaces.ts'
import type { BackupStore } from '../platform/platform.ts'
import type { addonPolicies } from './addon-policies.ts'
import { type ChartSource, installChart } from './chart.ts'
import { installGatewayApi } from './gateway-api.ts'
import { applyManifest } from './manifest.ts'
import { Namespaces } from './namespaces.ts'
import { type AddonName, type AddonPlan, plannedNamespaces } from './plan.ts'
import { PolicyEngine } from './policy-engine.ts'
import { backupKeySecret, superuserSecret } from './postgres.ts'

export type AddonsArgs = {
  plans: readonly AddonPlan[]
  charts: ChartSource
  policies: ReturnType<typeof addonPolicies>
  policyEngine: boolean
  /** Password of the in-cluster database's superuser. */
  superuserPassword: pulumi.Output<string>
  backups?: BackupStore | undefined
}

const needGatewayApi: readonly AddonName[] = ['certificates', 'ingress']

/** Everything in the cluster that is not the product itself. */
export class Addons extends pulumi.ComponentResource {
  /** What the app waits for. */
  readonly ready: pulumi.Resource[]

  constructor(name: string, args: AddonsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('todo:addons:Addons', name, {}, opts)
    const own = { parent: this }
    const { plans, charts } = args
    const engine = args.policyEngine ? [new PolicyEngine('network-policies', own).daemonSet] : []
    const spaces = new Namespaces('namespace', plannedNamespaces(plans), own).all
    const policies = args.policies.map(
      (manifest) =>
        new kubernetes.networking.v1.NetworkPolicy(`${name}-policy-${manifest.metadata.namespace}`, manifest, {
          ...own,
          dependsOn: spaces,
        }),
    )
    const gateway = plans.some((plan) => needGatewayApi.includes(plan.name)) ? [installGatewayApi(charts, own)] : []
    const ground = [...engine, ...spaces, ...policies]
    const secrets = this.#databaseSecrets(name, args, spaces)
    this.ready = plans.flatMap((plan) => {
      const dependsOn = [
        ...ground,
        ...(needGatewayApi.includes(plan.name) ? gateway : []),
        ...(plan.name === 'postgres' ? secrets : []),
      ]
      const releases = plan.charts.map((chart) => installChart(chart, charts, { ...own, dependsOn }))
      const made = plan.manifests.map((manifest) =>
        applyManifest(manifest, { ...own, dependsOn: [...releases, ...dependsOn] }),
      )
      return [...releases, ...made]
    })
    this.registerOutputs({})
  }

  #databaseSecrets(
    name: string,
    { plans, backups, superuserPassword }: AddonsArgs,
    dependsOn: pulumi.Resource[],
  ): pulumi.Resource[] {
    if (!plans.some((plan) => plan.name === 'postgres')) return []
    const secret = (of: string, stringData: Record<string, pulumi.Input<string>>, type = 'Opaque') =>
      new kubernetes.core.v1.Secret(
        `${name}-secret-${of}`,
        { metadata: { name: of, namespace: namespaces.postgres.name }, type, stringData },
        { parent: this, dependsOn },
      )
    const superuser = secret(
      superuserSecret,
      { username: 'postgres', password: superuserPassword },
      'kubernetes.io/basic-auth',
    )
    if (!backups) return [superuser]
    const key = {
      ACCESS_KEY_ID: backups.accessKeyId,
      ACCESS_SECRET_KEY: backups.secretAccessKey,
      ACCESS_REGION: backups.region,
    }
    return [superuser, secret(backupKeySecret, key)]
  }
}
