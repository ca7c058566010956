import type * as kubernetes from '@pulumi/kubernetes'
import { type AppId, appIds, invocations, publisher, stateUsers, subscriptions } from '../../src/domain/topology.ts'
import { namespaces } from '../namespaces.ts'
import { podLabels } from './names.ts'

type NetworkPolicy = kubernetes.types.input.networking.v1.NetworkPolicy & { metadata: { name: string } }
type Peer = kubernetes.types.input.networking.v1.NetworkPolicyPeer
type Port = kubernetes.types.input.networking.v1.NetworkPolicyPort['port']

/** Where traffic goes that leaves the namespace. External servers are reached by any address, at their port. */
export type Surroundings = {
  postgres: { inCluster: boolean; port: Port }
  broker: { inCluster: boolean; ports: readonly Port[] }
  kubernetesApi: { cidr: string; port: number }
  /** Port of the language model's endpoint, where there is one. */
  languageModel?: number
}

const namespace = namespaces.app.name
export const jobs = { migrate: 'migrate', topics: 'topics' } as const

/** Dapr's control plane, by the ports of its pods: certificates, and components and their changes. */
export const controlPlanePorts = { sentry: 50_001, operator: 6_500 }
const sidecarToSidecar = 50_002

const inNamespace = (name: string): Peer => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
})
const pods = (app: string): Peer => ({ podSelector: { matchLabels: podLabels(app) } })
const tcp = (...ports: readonly Port[]) => ports.map((port) => ({ protocol: 'TCP', port }))

/** The internet, without private networks and the cloud's metadata service. */
const internet: Peer = {
  ipBlock: {
    cidr: '0.0.0.0/0',
    except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  },
}
const anywhere: Peer = { ipBlock: { cidr: '0.0.0.0/0' } }

type Rules = { ingress?: NetworkPolicySpec['ingress']; egress?: NetworkPolicySpec['egress'] }
type NetworkPolicySpec = kubernetes.types.input.networking.v1.NetworkPolicySpec

function policy(name: string, selector: NetworkPolicySpec['podSelector'], rules: Rules): NetworkPolicy {
  const policyTypes = [...(rules.ingress ? ['Ingress'] : []), ...(rules.egress ? ['Egress'] : [])]
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: { podSelector: selector, policyTypes, ...rules },
  }
}

const only = (app: string) => ({ matchLabels: podLabels(app) })
const callersOfServer = [
  ...new Set<AppId>(['web', ...Object.values(invocations).flatMap(({ callers }) => [...callers])]),
]
const brokerUsers = [...new Set<AppId>([publisher, ...subscriptions.map(({ app }) => app)])]

/** Nothing may come in or go out but what the product's own ways need, each app by its own. */
export function appNetworkPolicies(surroundings: Surroundings): NetworkPolicy[] {
  const everyone = { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: [...appIds] }] }
  return [
    policy('deny-all', {}, { ingress: [], egress: [] }),
    policy(
      'names',
      {},
      {
        egress: [
          {
            to: [{ ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
            ports: dns,
          },
        ],
      },
    ),
    policy('sidecars', everyone, {
      egress: [{ to: [inNamespace(namespaces.dapr.name)], ports: tcp(...Object.values(controlPlanePorts)) }],
    }),
    policy('web', only('web'), {
      ingress: [{ from: [inNamespace(namespaces.ingress.name)], ports: tcp('http') }],
      egress: [{ to: [pods('server')], ports: tcp(sidecarToSidecar) }],
    }),
    policy('server', only('server'), {
      ingress: [{ from: callersOfServer.map(pods), ports: tcp(sidecarToSidecar) }],
      egress: serverEgress(surroundings),
    }),
    ...(['notifications', 'recurring'] as const).map((app) =>
      policy(app, only(app), { egress: workerEgress(app, surroundings) }),
    ),
    policy(jobs.migrate, only(jobs.migrate), { egress: [toPostgres(surroundings)] }),
    policy(jobs.topics, only(jobs.topics), { egress: [toBroker(surroundings)] }),
  ]
}

const dns = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
]

function serverEgress(surroundings: Surroundings): NetworkPolicySpec['egress'] {
  const { languageModel } = surroundings
  return [
    toPostgres(surroundings),
    toBroker(surroundings),
    toKubernetes(surroundings),
    ...(languageModel === undefined ? [] : [{ to: [anywhere], ports: tcp(languageModel) }]),
  ]
}

/** Push services and webhooks answer at 443, mail servers at 587 or 465. */
const deliveryPorts = [443, 587, 465]

function workerEgress(app: 'notifications' | 'recurring', surroundings: Surroundings): NetworkPolicySpec['egress'] {
  return [
    { to: [pods('server')], ports: tcp(sidecarToSidecar) },
    toKubernetes(surroundings),
    ...(stateUsers.includes(app) ? [toPostgres(surroundings)] : []),
    ...(brokerUsers.includes(app) ? [toBroker(surroundings)] : []),
    ...(app === 'notifications' ? [{ to: [internet], ports: tcp(...deliveryPorts) }] : []),
  ]
}

function toPostgres({ postgres }: Surroundings) {
  return { to: [postgres.inCluster ? inNamespace(namespaces.postgres.name) : anywhere], ports: tcp(postgres.port) }
}

function toBroker({ broker }: Surroundings) {
  return { to: [broker.inCluster ? inNamespace(namespaces.kafka.name) : anywhere], ports: tcp(...broker.ports) }
}

/** Sidecars read Secrets there. */
function toKubernetes({ kubernetesApi }: Surroundings) {
  return { to: [{ ipBlock: { cidr: kubernetesApi.cidr } }], ports: tcp(kubernetesApi.port) }
}
