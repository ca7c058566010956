import * as kubernetes from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import type { Broker } from '../../src/domain/broker.ts'
import { type BudgetRow, budgetStore } from '../../src/domain/operations.ts'
import type { AppId } from '../../src/domain/topology.ts'
import { daprObjects } from '../dapr/dapr-objects.ts'
import type { ImageTarget } from '../image-targets.ts'
import { namespaces } from '../namespaces.ts'
import type { RegistryCredentials } from '../platform/platform.ts'
import { migrationJob, topicsJob } from './jobs.ts'
import { pullSecretName } from './names.ts'
import { appNetworkPolicies, type Surroundings } from './network-policies.ts'
import { type AppSecrets, dockerConfig } from './secrets.ts'
import { Workload } from './workload.ts'
import type { WorkloadDefinition } from './workload-definition.ts'

export type AppArgs = {
  images: Record<ImageTarget, pulumi.Input<string>>
  workloads: Record<AppId, WorkloadDefinition>
  secrets: AppSecrets
  broker: Broker
  surroundings: Surroundings
  /** What the stack uses of what is free, for the page /admin; undefined where nothing is counted. */
  budget?: readonly BudgetRow[] | undefined
  pullCredentials?: RegistryCredentials | undefined
  /** Skipped when an older release is put back: its migrations are applied already. */
  migrate: boolean
  /** The add-ons, whose kinds and namespaces the app needs. */
  after: readonly pulumi.Resource[]
}

const namespace = namespaces.app.name

/**
 * The product in its namespace, in the order of a rollout: what it may reach and know, then database and topics, then
 * the processes, those that are called before those that call.
 */
export class App extends pulumi.ComponentResource {
  constructor(name: string, args: AppArgs, opts?: pulumi.ComponentResourceOptions) {
    super('todo:app:App', name, {}, opts)
    const { images, broker, workloads, migrate } = args
    const pulls = args.pullCredentials !== undefined
    const ground = [...this.#secrets(name, args), ...this.#policies(name, args), ...this.#dapr(name, args)]
    if (args.budget) this.#budget(name, args.budget, args.after)
    const pod = { image: images.migrate, pulls }
    const job = (what: string, manifest: kubernetes.types.input.batch.v1.Job): pulumi.Resource =>
      new kubernetes.batch.v1.Job(`${name}-${what}`, manifest, { parent: this, dependsOn: [...ground] })
    const prepared = [...(migrate ? [job('migrate', migrationJob(pod))] : []), job('topics', topicsJob(broker, pod))]
    const workload = (app: AppId, after: pulumi.Resource[]): Workload =>
      new Workload(app, { definition: workloads[app], image: images[app], pulls, after }, { parent: this })
    const server = workload('server', [...ground, ...prepared])
    const workers = (['notifications', 'recurring'] as const).map((app) => workload(app, [server]))
    workload('web', [server, ...workers])
    this.registerOutputs({})
  }

  #secrets(name: string, { secrets, pullCredentials, after }: AppArgs): pulumi.Resource[] {
    const opts = this.#below(after)
    const own = Object.entries(secrets).map(
      ([secret, stringData]) =>
        new kubernetes.core.v1.Secret(
          `${name}-secret-${secret}`,
          { metadata: { name: secret, namespace }, stringData },
          opts,
        ),
    )
    if (!pullCredentials) return own
    const { server, username, password } = pullCredentials
    const config = pulumi.all([username, password]).apply(([user, word]) => dockerConfig(server, user, word))
    const pull = new kubernetes.core.v1.Secret(
      `${name}-secret-${pullSecretName}`,
      {
        metadata: { name: pullSecretName, namespace },
        type: 'kubernetes.io/dockerconfigjson',
        stringData: { '.dockerconfigjson': config },
      },
      opts,
    )
    return [...own, pull]
  }

  #budget(name: string, rows: readonly BudgetRow[], after: readonly pulumi.Resource[]): void {
    const told = rows.map(({ what, used, limit, unit }) => ({ what, used, limit, unit }))
    const metadata = { name: budgetStore.configMap, namespace }
    const data = { [budgetStore.key]: `${JSON.stringify(told, null, 1)}\n` }
    new kubernetes.core.v1.ConfigMap(`${name}-budget`, { metadata, data }, this.#below(after))
  }

  #policies(name: string, { surroundings, after }: AppArgs): pulumi.Resource[] {
    return appNetworkPolicies(surroundings).map((manifest) => {
      const resource = `${name}-policy-${manifest.metadata.name}`
      return new kubernetes.networking.v1.NetworkPolicy(resource, manifest, this.#below(after))
    })
  }

  #dapr(name: string, { broker, after }: AppArgs): pulumi.Resource[] {
    return daprObjects({ broker, secretStore: { kind: 'kubernetes' }, namespace }).map(({ metadata, ...object }) => {
      const resource = `${name}-dapr-${object.kind.toLowerCase()}-${metadata.name}`
      const placed = { ...object, metadata: { ...metadata, namespace } }
      return new kubernetes.apiextensions.CustomResource(resource, placed, this.#below(after))
    })
  }

  #below(after: readonly pulumi.Resource[]): pulumi.CustomResourceOptions {
    return { parent: this, dependsOn: [...after] }
  }
}
