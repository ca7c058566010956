import { brokerPort } from '../../infra/app/broker.ts'
import { podLabels } from '../../infra/app/names.ts'
import { jobs } from '../../infra/app/network-policies.ts'
import { namespaces } from '../../infra/namespaces.ts'
import { appIds } from '../../src/domain/topology.ts'
import { isAllowed, type Pod, type Policy, type Target } from './evaluate.ts'

/** Who tries to connect: each app, each job, another pod of the product's namespace, and one from elsewhere. */
export type Source = Pod & { name: string }
/** What is tried; `host` is the name or address that a pod dials. */
export type Destination = { name: string; host: string; target: Target }
export type Pair = { source: Source; destination: Destination; allowed: boolean }

const app = namespaces.app.name
export const strangerNamespace = 'default'

export const sources: readonly Source[] = [
  ...[...appIds, ...Object.values(jobs), 'stranger'].map((name) => ({ name, namespace: app, labels: podLabels(name) })),
  { name: 'outsider', namespace: strangerNamespace, labels: podLabels('outsider') },
]

/** A pod that runs in the cluster, by its own address, so that no Service stands between. */
export type RunningPod = {
  name: string
  namespace: string
  labels: Record<string, string>
  ip: string
  ports: readonly NamedPort[]
}
export type NamedPort = { port: number; name?: string }

/** What listens in a cluster, and outside of it: all of it is tried from every source. */
export function destinations(pods: readonly RunningPod[]): Destination[] {
  const inside = pods.flatMap(({ name, namespace, labels, ip, ports }) =>
    ports.map(({ port, name: portName }) => ({
      name: `${namespace}/${name}:${port}`,
      host: ip,
      target: { pod: { namespace, labels }, port, ...(portName === undefined ? {} : { portName }) },
    })),
  )
  return [...inside, ...outside]
}

const outside: readonly Destination[] = [
  { name: 'the internet at 443', host: '1.1.1.1', target: { address: '1.1.1.1', port: 443 } },
  { name: 'the internet at 53', host: '1.1.1.1', target: { address: '1.1.1.1', port: 53 } },
  { name: "the cloud's metadata", host: '169.254.169.254', target: { address: '169.254.169.254', port: 80 } },
]

/** Ports where the product's pods and those of its data listen; a pod's own list names not all of them. */
export const sidecarPorts: readonly NamedPort[] = [{ port: 50_002 }, { port: 9_090 }]
export const dataPorts: Readonly<Record<string, readonly NamedPort[]>> = {
  [namespaces.postgres.name]: [{ port: 5_432 }],
  [namespaces.kafka.name]: [{ port: brokerPort }],
}

/** Every source with every destination, and whether the policies let it through. */
export const pairsOf = (policies: readonly Policy[], found: readonly Destination[]): Pair[] =>
  sources.flatMap((source) =>
    found.map((destination) => ({ source, destination, allowed: isAllowed(policies, source, destination.target) })),
  )

export type Outcome = 'open' | 'closed'
export type Finding = { pair: Pair; seen: Outcome }

/**
 * What is not as the policies say. An address outside may answer nobody at all: there only what is open and should
 * not be counts, as long as no source got through.
 */
export function contradictions(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ pair, seen }) => seen !== (pair.allowed ? 'open' : 'closed'))
    .filter(({ pair, seen }) => seen === 'open' || 'pod' in pair.destination.target || reachable(findings, pair))
    .map(
      ({ pair, seen }) =>
        `${pair.source.name} → ${pair.destination.name} is ${seen}, should be ${pair.allowed ? 'open' : 'closed'}`,
    )
}

const reachable = (findings: readonly Finding[], { destination }: Pair): boolean =>
  findings.some(({ pair, seen }) => seen === 'open' && pair.destination.name === destination.name)
