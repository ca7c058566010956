import type * as kubernetes from '@pulumi/kubernetes'
import { brokerPort } from '../app/broker.ts'
import { controlPlanePorts } from '../app/network-policies.ts'
import { type NamespaceKey, namespaces } from '../namespaces.ts'
import { ports as entrancePorts } from './ingress.ts'

type NetworkPolicy = kubernetes.types.input.networking.v1.NetworkPolicy & {
  metadata: { name: string; namespace: string }
}
type Peer = kubernetes.types.input.networking.v1.NetworkPolicyPeer
type Way = { peers?: Peer[]; ports?: readonly number[] }
type Ways = { in: Way[]; out: Way[] }

export type AddonPolicyOptions = {
  /** Namespaces that the stack has. */
  spaces: readonly NamespaceKey[]
  kubernetesApi: { cidr: string; port: number }
}

const of = (key: NamespaceKey): Peer => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaces[key].name } },
})
const own: Way = { peers: [{ podSelector: {} }] }

/** Web's own port, which the gateway's routes end at. */
const webPort = 3_000

/** The API server calls webhooks from addresses that differ from platform to platform. */
const webhook = (...ports: number[]): Way => ({ ports })

const names: Peer = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
}
/** The internet, the cluster's own public address included, without private networks and the cloud's metadata. */
const internet: Peer = {
  ipBlock: {
    cidr: '0.0.0.0/0',
    except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  },
}

/** Ports of an instance of PostgreSQL: its own, and where its manager answers the operator. */
const postgresPorts = { database: 5_432, status: 8_000 }

/** What each namespace of add-ons lets in and out; nothing else comes or goes. */
const waysOf = (api: Way): Partial<Record<NamespaceKey, Ways>> => ({
  // Certificates and components for sidecars; the injector's webhook, and the operator's, which converts objects.
  dapr: {
    in: [{ peers: [of('app')], ports: Object.values(controlPlanePorts) }, webhook(4_000, 19_443), own],
    out: [api, own],
  },
  kafka: { in: [{ peers: [of('app')], ports: [brokerPort] }, own], out: [own] },
  postgres: {
    in: [
      { peers: [of('app')], ports: [postgresPorts.database] },
      { peers: [of('postgresOperator')], ports: Object.values(postgresPorts) },
      own,
    ],
    // Instances ask what they are to be, and write backups to object storage.
    out: [api, { peers: [internet], ports: [443] }, own],
  },
  postgresOperator: {
    in: [webhook(9_443)],
    out: [api, { peers: [of('postgres')], ports: Object.values(postgresPorts) }],
  },
  // Its own namespace holds the pods that answer a certificate's challenge.
  ingress: {
    in: [webhook(entrancePorts.http, entrancePorts.https), own],
    out: [api, { peers: [of('app')], ports: [webPort] }, own],
  },
  // The authority, and the challenge as the authority will see it.
  certificates: { in: [webhook(10_250), own], out: [api, { peers: [internet], ports: [80, 443] }, own] },
})

const tcp = (ports: readonly number[]) => ports.map((port) => ({ protocol: 'TCP', port }))
const portsOf = ({ ports }: Way) => (ports === undefined ? {} : { ports: tcp(ports) })

/** A policy for each namespace of the stack's add-ons: closed both ways but for what they need. The app's own and monitoring bring theirs. */
export function addonPolicies({ spaces, kubernetesApi }: AddonPolicyOptions): NetworkPolicy[] {
  const api: Way = { peers: [{ ipBlock: { cidr: kubernetesApi.cidr } }], ports: [kubernetesApi.port] }
  const dns = { to: [names], ports: [{ protocol: 'UDP', port: 53 }, ...tcp([53])] }
  const known = waysOf(api)
  return spaces.flatMap((key) => {
    const ways = known[key]
    if (ways === undefined) return []
    const ingress = ways.in.map((way) => ({ ...(way.peers ? { from: way.peers } : {}), ...portsOf(way) }))
    const egress = ways.out.map((way) => ({ ...(way.peers ? { to: way.peers } : {}), ...portsOf(way) }))
    return [
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'only-needed', namespace: namespaces[key].name },
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress, egress: [dns, ...egress] },
      },
    ]
  })
}
