import * as kubernetes from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { workloadManifests } from './manifests.ts'
import type { PodOptions } from './pod.ts'
import type { WorkloadDefinition } from './workload-definition.ts'

export type WorkloadArgs = PodOptions & {
  definition: WorkloadDefinition
  /** What the rollout waits for; children do not inherit what a component depends on. */
  after: readonly pulumi.Resource[]
}

/** One process of the product with all that belongs to it; ready when its rollout is through. */
export class Workload extends pulumi.ComponentResource {
  constructor(name: string, { definition, after, ...pod }: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super('todo:app:Workload', name, {}, opts)
    const manifests = workloadManifests(definition, pod)
    const own = { parent: this, dependsOn: [...after] }
    const { role, roleBinding, autoscaler } = manifests
    const account = new kubernetes.core.v1.ServiceAccount(`${name}-account`, manifests.serviceAccount, own)
    const before: pulumi.Resource[] = [...after, account]
    if (role && roleBinding) {
      const allowed = new kubernetes.rbac.v1.Role(`${name}-secrets`, role, own)
      before.push(
        allowed,
        new kubernetes.rbac.v1.RoleBinding(`${name}-secrets-binding`, roleBinding, { ...own, dependsOn: allowed }),
      )
    }
    before.push(new kubernetes.policy.v1.PodDisruptionBudget(`${name}-budget`, manifests.disruptionBudget, own))
    const deployment = new kubernetes.apps.v1.Deployment(`${name}-deployment`, manifests.deployment, {
      ...own,
      dependsOn: before,
    })
    new kubernetes.core.v1.Service(`${name}-service`, manifests.service, { ...own, dependsOn: deployment })
    if (autoscaler) {
      new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(`${name}-autoscaler`, autoscaler, {
        ...own,
        dependsOn: deployment,
      })
    }
    this.registerOutputs({})
  }
}
