import * as kubernetes from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { type NamespaceKey, namespaces } from '../namespaces.ts'

/** Namespaces that refuse pods above their Pod Security; the label `part-of` admits their routes at the gateway. */
export class Namespaces extends pulumi.ComponentResource {
  readonly all: pulumi.Resource[]

  constructor(name: string, keys: readonly NamespaceKey[], opts?: pulumi.ComponentResourceOptions) {
    super('todo:addons:Namespaces', name, {}, opts)
    this.all = keys.map((key) => {
      const { name: namespace, security } = namespaces[key]
      const labels = {
        'app.kubernetes.io/part-of': 'todo-chatbot',
        'pod-security.kubernetes.io/enforce': security,
        'pod-security.kubernetes.io/warn': 'restricted',
      }
      return new kubernetes.core.v1.Namespace(
        `${name}-${namespace}`,
        { metadata: { name: namespace, labels } },
        { parent: this },
      )
    })
    this.registerOutputs({})
  }
}
