import { namespaces } from '../namespaces.ts'
import { shipper } from './log-shipper.ts'
import { type MonitoringManifest, namespace } from './manifest.ts'
import { nameLabel, monitoringPorts as ports, scrapePorts } from './ports.ts'
import type { Scraped } from './scrape-config.ts'

/** `where`: its namespace, if not that of monitoring. */
type Rules = { ingress?: object[]; egress?: object[]; where?: string }

const tcp = (...all: number[]) => all.map((port) => ({ protocol: 'TCP', port }))
const pod = (name: string) => ({ podSelector: { matchLabels: { [nameLabel]: name } } })
const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
})
const anywhere = { ipBlock: { cidr: '0.0.0.0/0' } }

function policy(name: string, podSelector: object, { where = namespace, ...rules }: Rules): MonitoringManifest {
  const policyTypes = [...(rules.ingress ? ['Ingress'] : []), ...(rules.egress ? ['Egress'] : [])]
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: where },
    spec: { podSelector, policyTypes, ...rules },
  }
}

const only = (name: string) => ({ matchLabels: { [nameLabel]: name } })

/** Prometheus alone, in the namespace of monitoring. */
const scraper = { ...inNamespace(namespace), ...pod('prometheus') }

/** Ports of mail servers, and of webhooks. */
const alertPorts = [25, 443, 465, 587]

/** `mailPort`: that of the mail server which alerts go out by, as some listen on another one. */
export type PolicyOptions = {
  kubernetesApi: { cidr: string; port: number }
  scraped: Scraped
  mailPort?: number | undefined
}

/**
 * Grafana asks, Prometheus scrapes, alerts go out: nothing else comes in or goes out, and nothing comes in from outside
 * the cluster. A forwarded port comes from the node itself, which policies let through.
 */
export function monitoringPolicies({ kubernetesApi, scraped, mailPort }: PolicyOptions): MonitoringManifest[] {
  const spaces = scrapedSpaces.filter(({ needs }) => needs === undefined || scraped[needs])
  const names = {
    to: [{ ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  }
  return [
    policy('deny-all', {}, { ingress: [], egress: [] }),
    policy('names', {}, { egress: [names] }),
    policy('prometheus', only('prometheus'), {
      ingress: [{ from: [pod('grafana')], ports: tcp(ports.prometheus) }],
      egress: [
        { to: [pod('alertmanager')], ports: tcp(ports.alertmanager) },
        { to: [pod('loki')], ports: tcp(ports.loki) },
        { to: [pod('grafana')], ports: tcp(ports.grafana) },
        { to: [{ ipBlock: { cidr: kubernetesApi.cidr } }], ports: tcp(kubernetesApi.port) },
        // Kubelets answer on the addresses of their nodes.
        { to: [anywhere], ports: tcp(scrapePorts.kubelet) },
        ...spaces.map(({ space, port }) => ({ to: [inNamespace(namespaces[space].name)], ports: tcp(...port) })),
      ],
    }),
    policy('alertmanager', only('alertmanager'), {
      ingress: [{ from: [pod('prometheus'), pod('grafana')], ports: tcp(ports.alertmanager) }],
      egress: [
        { to: [anywhere], ports: tcp(...new Set([...alertPorts, ...(mailPort === undefined ? [] : [mailPort])])) },
      ],
    }),
    policy('loki', only('loki'), {
      ingress: [
        {
          from: [pod('grafana'), pod('prometheus'), { ...inNamespace(shipper.namespace), ...pod(shipper.name) }],
          ports: tcp(ports.loki),
        },
      ],
    }),
    policy('grafana', only('grafana'), {
      ingress: [{ from: [pod('prometheus')], ports: tcp(ports.grafana) }],
      egress: [{ to: [pod('prometheus'), pod('loki')], ports: tcp(ports.prometheus, ports.loki) }],
    }),
    policy(shipper.name, only(shipper.name), {
      ingress: [],
      egress: [names, { to: [{ ...inNamespace(namespace), ...pod('loki') }], ports: tcp(ports.loki) }],
      where: shipper.namespace,
    }),
    ...spaces.map(({ space, port }) =>
      policy('scrapes', {}, { ingress: [{ from: [scraper], ports: tcp(...port) }], where: namespaces[space].name }),
    ),
  ]
}

type Space = { space: keyof typeof namespaces; port: readonly number[]; needs?: keyof Scraped }

const scrapedSpaces: readonly Space[] = [
  { space: 'app', port: [scrapePorts.app, scrapePorts.sidecar] },
  { space: 'dapr', port: [scrapePorts.controlPlane] },
  { space: 'kafka', port: [scrapePorts.redpanda], needs: 'broker' },
  { space: 'postgres', port: [scrapePorts.postgres], needs: 'postgres' },
  { space: 'ingress', port: [scrapePorts.traefik], needs: 'ingress' },
  { space: 'certificates', port: [scrapePorts.certManager], needs: 'ingress' },
]
