import * as kubernetes from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { networkPolicyEngine } from './network-policy-engine.ts'

/** What makes network policies more than paper, on clusters that bring nothing of the kind. */
export class PolicyEngine extends pulumi.ComponentResource {
  readonly daemonSet: kubernetes.apps.v1.DaemonSet

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super('todo:addons:PolicyEngine', name, {}, opts)
    const { serviceAccount, clusterRole, clusterRoleBinding, daemonSet } = networkPolicyEngine()
    const own = { parent: this }
    const account = new kubernetes.core.v1.ServiceAccount(`${name}-account`, serviceAccount, own)
    const role = new kubernetes.rbac.v1.ClusterRole(`${name}-role`, clusterRole, own)
    const binding = new kubernetes.rbac.v1.ClusterRoleBinding(`${name}-binding`, clusterRoleBinding, {
      ...own,
      dependsOn: role,
    })
    this.daemonSet = new kubernetes.apps.v1.DaemonSet(`${name}-agents`, daemonSet, {
      ...own,
      dependsOn: [account, binding],
    })
    this.registerOutputs({})
  }
}
