import * as pulumi from '@pulumi/pulumi'
import type { Settings } from '../settings-schema.ts'
import { logShipper } from './log-shipper.ts'
import { type MonitoringManifest, makeManifest, namespaceManifest } from './manifest.ts'
import { monitoringPolicies } from './network-policies.ts'
import { alertmanager, grafana, loki, type MonitoringSecrets, prometheus } from './parts.ts'

export type MonitoringPlan = {
  settings: Settings
  kubernetesApi: { cidr: string; port: number }
  secrets: MonitoringSecrets
}

/** Everything of monitoring, as data, in the order in which it is made; nothing where it is off. */
export function monitoringManifests({ settings, kubernetesApi, secrets }: MonitoringPlan): MonitoringManifest[] {
  const { monitoring, access, broker, postgres } = settings
  if (monitoring.mode === 'off') return []
  const scraped = {
    cloud: settings.platform === 'oke',
    ingress: access.mode !== 'localhost',
    broker: broker.mode === 'in-cluster',
    postgres: postgres.mode === 'in-cluster',
  }
  const smarthost = monitoring.alerts.email?.smarthost
  const mailPort = smarthost === undefined ? undefined : Number(smarthost.split(':')[1])
  return [
    namespaceManifest,
    ...monitoringPolicies({ kubernetesApi, scraped, mailPort }),
    ...loki(monitoring),
    ...alertmanager(monitoring, secrets),
    ...prometheus(scraped, monitoring),
    ...grafana(secrets),
    ...logShipper(),
  ]
}

/** What it costs: objects for the budget, without what only a deployment knows. */
export const monitoringDemand = (plan: Omit<MonitoringPlan, 'secrets'>): object[] =>
  monitoringManifests({ ...plan, secrets: { grafanaPassword: 'known-later' } })

/** Metrics, alerts, dashboards and logs. The product runs without, so nothing waits for it. */
export class Monitoring extends pulumi.ComponentResource {
  constructor(
    name: string,
    { after, ...plan }: MonitoringPlan & { after: readonly pulumi.Resource[] },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('todo:monitoring:Monitoring', name, {}, opts)
    const ground: pulumi.Resource[] = []
    for (const manifest of monitoringManifests(plan)) {
      const runs = manifest.kind === 'Deployment' || manifest.kind === 'DaemonSet'
      // The namespace comes first; what runs waits for what it is configured by.
      const dependsOn = [...after, ...(runs ? ground : ground.slice(0, 1))]
      const resource = makeManifest(manifest, { parent: this, dependsOn })
      if (!runs) ground.push(resource)
    }
    this.registerOutputs({})
  }
}
