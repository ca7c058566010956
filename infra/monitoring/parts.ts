import { createHash } from 'node:crypto'
import * as pulumi from '@pulumi/pulumi'
import type { Settings } from '../settings-schema.ts'
import { alertmanagerConfig } from './alertmanager-config.ts'
import { dashboards } from './dashboards/all.ts'
import { dashboardJson } from './dashboards/dashboard.ts'
import { monitoringImages as images } from './images.ts'
import { lokiConfig } from './log-config.ts'
import {
  configMap,
  fromConfigMap,
  fromSecret,
  labelsOf,
  type MonitoringManifest,
  namespace,
  part,
  scratch,
  service,
} from './manifest.ts'
import { monitoringPorts as ports } from './ports.ts'
import { ruleFile } from './rules/rule-file.ts'
import { prometheusConfig, type Scraped } from './scrape-config.ts'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)
const nobody = 65_534

type Monitoring = Settings['monitoring']

/** Prometheus: scrapes, keeps, and judges the alerts. It reads nodes and pods to find what to scrape. */
export function prometheus(scraped: Scraped, { metricsDays, metricsMb }: Monitoring): MonitoringManifest[] {
  const name = 'prometheus'
  const data = { 'prometheus.yml': prometheusConfig(scraped), 'rules.json': ruleFile({ cloud: scraped.cloud }) }
  const metadata = { name, namespace, labels: labelsOf(name) }
  return [
    configMap(name, data),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'todo-prometheus', labels: labelsOf(name) },
      rules: [
        { apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'todo-prometheus', labels: labelsOf(name) },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'todo-prometheus' },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
    part({
      name,
      image: images.prometheus,
      serviceAccount: name,
      args: [
        '--config.file=/etc/prometheus/prometheus.yml',
        '--storage.tsdb.path=/prometheus',
        `--storage.tsdb.retention.time=${metricsDays}d`,
        // The head and the write-ahead log are not in it.
        `--storage.tsdb.retention.size=${Math.floor(metricsMb * 0.7)}MB`,
        '--storage.tsdb.wal-compression',
        '--query.max-samples=5000000',
        // Rules and targets change without another pod, whose history would begin anew.
        '--config.auto-reload',
      ],
      port: ports.prometheus,
      ready: '/-/ready',
      user: nobody,
      size: { cpu: '40m', memory: '256Mi', cpuLimit: '1', memoryLimit: '512Mi', diskMb: metricsMb },
      mounts: [fromConfigMap(name, '/etc/prometheus'), scratch('data', '/prometheus', metricsMb)],
    }),
    service(name, ports.prometheus),
  ]
}

export type MonitoringSecrets = {
  grafanaPassword: pulumi.Input<string>
  smtpPassword?: pulumi.Input<string> | undefined
  webhookUrl?: pulumi.Input<string> | undefined
}

const secret = (name: string, stringData: Record<string, pulumi.Input<string>>): MonitoringManifest => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace, labels: labelsOf(name) },
  stringData,
})

export function alertmanager(
  { alerts }: Monitoring,
  { smtpPassword, webhookUrl }: Pick<MonitoringSecrets, 'smtpPassword' | 'webhookUrl'>,
): MonitoringManifest[] {
  const name = 'alertmanager'
  const config = pulumi
    .all([smtpPassword, webhookUrl])
    .apply(([password, url]) => alertmanagerConfig(alerts, { smtpPassword: password, webhookUrl: url }))
  return [
    secret(name, { 'alertmanager.yml': pulumi.secret(config) }),
    part({
      name,
      image: images.alertmanager,
      args: [
        '--config.file=/etc/alertmanager/alertmanager.yml',
        '--storage.path=/alertmanager',
        '--data.retention=72h',
        // There is one; it need not look for others.
        '--cluster.listen-address=',
      ],
      port: ports.alertmanager,
      ready: '/-/ready',
      user: nobody,
      size: { cpu: '5m', memory: '32Mi', cpuLimit: '200m', memoryLimit: '96Mi', diskMb: 64 },
      mounts: [fromSecret(name, '/etc/alertmanager'), scratch('data', '/alertmanager', 64)],
      // A hash of a secret would be one for whoever reads the pod to guess by: it says where alerts go, no more.
      checksum: hash(JSON.stringify(alerts)),
    }),
    service(name, ports.alertmanager),
  ]
}

export function loki({ logDays, logMb }: Monitoring): MonitoringManifest[] {
  const name = 'loki'
  const config = lokiConfig(logDays)
  return [
    configMap(name, { 'loki.yml': config }),
    part({
      name,
      image: images.loki,
      args: ['-config.file=/etc/loki/loki.yml', '-target=all'],
      port: ports.loki,
      ready: '/ready',
      user: 10_001,
      size: { cpu: '25m', memory: '128Mi', cpuLimit: '500m', memoryLimit: '320Mi', diskMb: logMb },
      mounts: [fromConfigMap(name, '/etc/loki'), scratch('data', '/loki', logMb), scratch('tmp', '/tmp', 32)],
      checksum: hash(config),
    }),
    service(name, ports.loki),
  ]
}

/** Grafana, for whoever forwards its port: it has no route from outside, sends nothing home and installs nothing. */
export function grafana({ grafanaPassword }: Pick<MonitoringSecrets, 'grafanaPassword'>): MonitoringManifest[] {
  const name = 'grafana'
  const sources = JSON.stringify({
    apiVersion: 1,
    datasources: (['prometheus', 'loki'] as const).map((type) => ({
      ...{ name: type, uid: type, type, access: 'proxy', isDefault: type === 'prometheus', editable: false },
      url: `http://${type}:${ports[type]}`,
    })),
  })
  const folder = '/etc/grafana/dashboards'
  const provider = JSON.stringify({
    apiVersion: 1,
    providers: [{ name: 'todo-chatbot', type: 'file', allowUiUpdates: false, options: { path: folder } }],
  })
  const boards = Object.fromEntries(dashboards.map((board) => [`${board.uid}.json`, dashboardJson(board)]))
  const set = (variable: string, value: string) => ({ name: `GF_${variable}`, value })
  return [
    configMap('grafana-datasources', { 'sources.yaml': sources }),
    configMap('grafana-provider', { 'provider.yaml': provider }),
    configMap('grafana-dashboards', boards),
    secret(name, { password: grafanaPassword }),
    part({
      name,
      image: images.grafana,
      args: [],
      port: ports.grafana,
      ready: '/api/health',
      // The image serves any user; its own, 472, may be somebody's on a node.
      user: 10_472,
      size: { cpu: '20m', memory: '160Mi', cpuLimit: '500m', memoryLimit: '384Mi', diskMb: 256 },
      env: [
        // Grafana itself reads the file.
        set('SECURITY_ADMIN_PASSWORD', '$__file{/etc/grafana/secrets/password}'),
        set('USERS_ALLOW_SIGN_UP', 'false'),
        set('AUTH_ANONYMOUS_ENABLED', 'false'),
        set('ANALYTICS_REPORTING_ENABLED', 'false'),
        set('ANALYTICS_CHECK_FOR_UPDATES', 'false'),
        set('ANALYTICS_CHECK_FOR_PLUGIN_UPDATES', 'false'),
        set('PLUGINS_PREINSTALL_DISABLED', 'true'),
        set('NEWS_NEWS_FEED_ENABLED', 'false'),
        set('DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH', `${folder}/todo-overview.json`),
      ],
      mounts: [
        fromConfigMap('grafana-datasources', '/etc/grafana/provisioning/datasources'),
        fromConfigMap('grafana-provider', '/etc/grafana/provisioning/dashboards'),
        fromConfigMap('grafana-dashboards', folder),
        fromSecret(name, '/etc/grafana/secrets'),
        scratch('data', '/var/lib/grafana', 256),
        scratch('tmp', '/tmp', 32),
      ],
      checksum: hash(sources + provider + JSON.stringify(boards)),
    }),
    service(name, ports.grafana),
  ]
}
