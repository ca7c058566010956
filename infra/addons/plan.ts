import type { NamespaceKey } from '../namespaces.ts'
import type { Platform } from '../platform/platform.ts'
import type { Settings } from '../settings-schema.ts'
import { addonPolicies } from './addon-policies.ts'
import { certificateManifests, certManagerChart } from './certificates.ts'
import type { ChartDefinition } from './chart.ts'
import { daprChart } from './dapr.ts'
import { ingressManifests, traefikChart } from './ingress.ts'
import type { Manifest } from './manifest.ts'
import { metricsServerChart } from './metrics-server.ts'
import { networkPolicyEngine } from './network-policy-engine.ts'
import { postgresManifests, postgresOperatorChart } from './postgres.ts'
import { redpandaChart } from './redpanda.ts'

/** What a platform has to say for its add-ons to be planned: nothing that only a deployment knows decides. */
export type Place = Pick<Platform, 'entrance' | 'lacks' | 'storageClass' | 'smallestVolumeGb' | 'backups'>

/** An add-on: a chart, what is made once its kinds are known, or both. */
export type AddonPlan = { name: AddonName; charts: ChartDefinition[]; manifests: Manifest[] }
export type AddonName = 'dapr' | 'redpanda' | 'postgres' | 'ingress' | 'certificates' | 'metrics-server'

/** The add-ons of a stack, as data. */
export function planAddons(settings: Settings, place: Place): AddonPlan[] {
  const { broker, postgres, access } = settings
  const { storageClass, smallestVolumeGb, entrance, lacks } = place
  const plans: AddonPlan[] = [{ name: 'dapr', charts: [daprChart()], manifests: [] }]
  if (broker.mode === 'in-cluster') {
    const storageGb = Math.max(broker.storageGb, smallestVolumeGb)
    plans.push({ name: 'redpanda', charts: [redpandaChart({ storageGb, storageClass })], manifests: [] })
  }
  if (postgres.mode === 'in-cluster') {
    const storageGb = Math.max(postgres.storageGb, smallestVolumeGb)
    const manifests = postgresManifests({ ...postgres, storageGb, storageClass, backups: place.backups })
    plans.push({ name: 'postgres', charts: [postgresOperatorChart()], manifests })
  }
  if (access.mode !== 'localhost') {
    const certificates = certificateManifests({ access, address: entrance.address })
    plans.push({ name: 'certificates', charts: [certManagerChart()], manifests: certificates })
    const hostname = 'host' in access ? access.host : undefined
    plans.push({ name: 'ingress', charts: [traefikChart(entrance)], manifests: ingressManifests({ hostname }) })
  }
  if (lacks.metricsServer) {
    const chart = metricsServerChart({ trustKubelets: settings.platform === 'minikube' })
    plans.push({ name: 'metrics-server', charts: [chart], manifests: [] })
  }
  return plans
}

/** The namespaces that a stack's add-ons and the app live in. */
export function plannedNamespaces(plans: readonly AddonPlan[]): NamespaceKey[] {
  const used = new Set<NamespaceKey>(['app'])
  for (const { name, charts } of plans) {
    if (name === 'postgres') used.add('postgres')
    for (const { namespace } of charts) if (namespace !== 'kube-system') used.add(namespace)
  }
  return [...used]
}

/** What add-ons cost beyond their charts: objects for the budget. */
export function plannedObjects(plans: readonly AddonPlan[], { lacks }: Place): object[] {
  const engine = lacks.networkPolicyEngine ? Object.values(networkPolicyEngine()) : []
  return [...plans.flatMap(({ manifests }) => manifests), ...engine]
}

/** What the namespaces of a stack's add-ons let in and out. */
export const plannedPolicies = (plans: readonly AddonPlan[], { kubernetesApi }: Pick<Platform, 'kubernetesApi'>) =>
  addonPolicies({ spaces: plannedNamespaces(plans), kubernetesApi })
