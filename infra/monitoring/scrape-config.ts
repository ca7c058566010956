import { probes } from '../../src/domain/topology.ts'
import { namespaces } from '../namespaces.ts'
import { monitoringPorts, nameLabel, scrapePorts } from './ports.ts'

type Relabel = Record<string, string | string[]>
type Job = Record<string, unknown>

const meta = (label: string) => `__meta_kubernetes_${label}`
const podLabel = (label: string) => meta(`pod_label_${label.replaceAll(/[./-]/g, '_')}`)
const keep = (source: string, regex: string): Relabel => ({ source_labels: [source], regex, action: 'keep' })
const copy = (source: string, target: string): Relabel => ({ source_labels: [source], target_label: target })
const address = (port: number): Relabel => ({
  source_labels: [meta('pod_ip')],
  target_label: '__address__',
  replacement: `$1:${port}`,
})

type PodJob = {
  name: string
  namespace: string
  port: number
  path?: string
  /** Of the several containers and ports of a pod, the one by which it is found once. */
  find: Relabel[]
  metrics?: Relabel[]
}

/** Each pod's target is told apart by its name; `app` says whose it is. */
function podJob({ name, namespace, port, path = probes.metrics, find, metrics }: PodJob): Job {
  return {
    job_name: name,
    honor_labels: true,
    metrics_path: path,
    kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: [namespace] } }],
    relabel_configs: [
      ...find,
      keep(meta('pod_phase'), 'Running'),
      address(port),
      copy(podLabel(nameLabel), 'app'),
      copy(meta('namespace'), 'namespace'),
      copy(meta('pod_name'), 'pod'),
    ],
    ...(metrics ? { metric_relabel_configs: metrics } : {}),
  }
}

const portName = (name: string): Relabel => keep(meta('pod_container_port_name'), name)

/** Kubelets sign their own certificates; what they tell is no secret, and the way to them is the cluster's. */
function kubeletJob(name: string, path: string, metrics: string): Job {
  return {
    job_name: name,
    scheme: 'https',
    metrics_path: path,
    authorization: { credentials_file: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
    tls_config: { insecure_skip_verify: true },
    kubernetes_sd_configs: [{ role: 'node' }],
    relabel_configs: [copy(meta('node_name'), 'node')],
    metric_relabel_configs: [keep('__name__', metrics)],
  }
}

const ownJob = (name: 'alertmanager' | 'loki' | 'grafana'): Job => ({
  job_name: name,
  static_configs: [{ targets: [`${name}:${monitoringPorts[name]}`] }],
  metric_relabel_configs: [keep('__name__', 'process_(resident_memory_bytes|cpu_seconds_total)|alertmanager_.*total')],
})

/** `cloud`: whether nodes and storage are a cloud's. */
export type Scraped = { cloud: boolean; ingress: boolean; broker: boolean; postgres: boolean }

const pods = (which: Scraped): PodJob[] => [
  { name: 'app', namespace: namespaces.app.name, port: scrapePorts.app, find: [portName('metrics')] },
  {
    name: 'sidecars',
    namespace: namespaces.app.name,
    port: scrapePorts.sidecar,
    find: [portName('metrics')],
    // Of Go's and the buckets of what is not looked at there are hundreds.
    metrics: [keep('__name__', 'dapr_(component|runtime_component|runtime_service_invocation|http_server_request)_.*')],
  },
  {
    name: 'dapr',
    namespace: namespaces.dapr.name,
    port: scrapePorts.controlPlane,
    find: [keep(meta('pod_container_port_number'), String(scrapePorts.controlPlane))],
    metrics: [keep('__name__', 'dapr_.*')],
  },
  ...(which.broker
    ? [
        {
          name: 'redpanda',
          namespace: namespaces.kafka.name,
          port: scrapePorts.redpanda,
          path: '/public_metrics',
          find: [keep(meta('pod_container_port_number'), String(scrapePorts.redpanda))],
          metrics: [keep('__name__', 'redpanda_(storage|kafka_max_offset|kafka_consumer_group|application_uptime).*')],
        },
      ]
    : []),
  ...(which.postgres
    ? [
        {
          name: 'postgres',
          namespace: namespaces.postgres.name,
          port: scrapePorts.postgres,
          find: [portName('metrics')],
          metrics: [keep('__name__', 'cnpg_(collector|pg_stat_archiver|pg_database|backends).*')],
        },
      ]
    : []),
  ...(which.ingress
    ? [
        {
          name: 'traefik',
          namespace: namespaces.ingress.name,
          port: scrapePorts.traefik,
          find: [portName('metrics')],
          metrics: [keep('__name__', 'traefik_(entrypoint|tls)_.*')],
        },
        {
          name: 'cert-manager',
          namespace: namespaces.certificates.name,
          port: scrapePorts.certManager,
          find: [portName('http-metrics')],
          metrics: [keep('__name__', 'certmanager_certificate_.*')],
        },
      ]
    : []),
]

/** What Prometheus scrapes in a stack, in JSON, which is YAML as well. */
export function prometheusConfig(which: Scraped): string {
  const config = {
    global: { scrape_interval: '30s', evaluation_interval: '30s' },
    rule_files: ['/etc/prometheus/rules.json'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [`alertmanager:${monitoringPorts.alertmanager}`] }] }] },
    scrape_configs: [
      ...pods(which).map(podJob),
      kubeletJob('kubelet', '/metrics', 'kubelet_volume_stats_(available|capacity)_bytes'),
      kubeletJob('resources', '/metrics/resource', '(node|container)_(cpu|memory|start).*'),
      kubeletJob(
        'nodes',
        '/metrics/cadvisor',
        'machine_(cpu_cores|memory_bytes)|container_fs_(usage|limit)_bytes|container_network_(receive|transmit)_bytes_total',
      ),
      {
        job_name: 'prometheus',
        static_configs: [{ targets: [`localhost:${monitoringPorts.prometheus}`] }],
        metric_relabel_configs: [keep('__name__', 'prometheus_tsdb_(head_series|storage_blocks_bytes)|process_.*')],
      },
      ...(['alertmanager', 'loki', 'grafana'] as const).map(ownJob),
    ],
  }
  return JSON.stringify(config, null, 2)
}
