import type * as kubernetes from '@pulumi/kubernetes'
import { brokerPort } from '../app/broker.ts'
import { namespaces } from '../namespaces.ts'

type NetworkPolicy = kubernetes.types.input.networking.v1.NetworkPolicy & {
  metadata: { name: string; namespace: string }
}

const from = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } })
const ports = (...all: number[]) => all.map((port) => ({ protocol: 'TCP', port }))

function entrance(namespace: string, ingress: object[]): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'entrance', namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress },
  }
}

/** The app reaches the broker's and the database's own port; the operator looks after its instances. */
export function dataPolicies({ broker, postgres }: { broker: boolean; postgres: boolean }): NetworkPolicy[] {
  const own = { podSelector: {} }
  const app = from(namespaces.app.name)
  const instanceStatus = 8000
  return [
    ...(broker ? [entrance(namespaces.kafka.name, [{ from: [app], ports: ports(brokerPort) }, { from: [own] }])] : []),
    ...(postgres
      ? [
          entrance(namespaces.postgres.name, [
            { from: [app], ports: ports(5432) },
            { from: [from(namespaces.postgresOperator.name)], ports: ports(instanceStatus, 5432) },
            { from: [own] },
          ]),
        ]
      : []),
  ]
}
