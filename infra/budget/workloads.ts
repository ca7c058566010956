import { z } from 'zod'
import { podRequests, podTemplateSchema } from './pod.ts'
import { add, parseQuantity, type Requests, times } from './quantity.ts'

const meta = z.object({
  name: z.string(),
  namespace: z.string().optional(),
  annotations: z.record(z.string(), z.unknown()).nullish(),
})
const surge = z.union([z.number(), z.string()])
const claim = z.object({ spec: z.object({ resources: z.object({ requests: z.object({ storage: z.string() }) }) }) })

/** What of an object decides how much a cluster has to give; every other kind costs nothing. */
export const clusterObjectSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('Deployment'),
    metadata: meta,
    spec: z.object({
      replicas: z.number().optional(),
      strategy: z
        .object({ type: z.string().optional(), rollingUpdate: z.object({ maxSurge: surge.optional() }).nullish() })
        .optional(),
      template: podTemplateSchema,
    }),
  }),
  z.object({
    kind: z.literal('StatefulSet'),
    metadata: meta,
    spec: z.object({
      replicas: z.number().optional(),
      template: podTemplateSchema,
      volumeClaimTemplates: z.array(claim).nullish(),
    }),
  }),
  z.object({ kind: z.literal('DaemonSet'), metadata: meta, spec: z.object({ template: podTemplateSchema }) }),
  z.object({
    kind: z.literal('Job'),
    metadata: meta,
    spec: z.object({ parallelism: z.number().optional(), template: podTemplateSchema }),
  }),
  z.object({
    kind: z.literal('CronJob'),
    metadata: meta,
    spec: z.object({ jobTemplate: z.object({ spec: z.object({ template: podTemplateSchema }) }) }),
  }),
  z.object({ kind: z.literal('Pod'), metadata: meta, spec: podTemplateSchema.shape.spec }),
  z.object({
    kind: z.literal('HorizontalPodAutoscaler'),
    metadata: meta,
    spec: z.object({ maxReplicas: z.number(), scaleTargetRef: z.object({ kind: z.string(), name: z.string() }) }),
  }),
  z.object({
    // CloudNativePG's; other kinds of this name have no instances.
    kind: z.literal('Cluster'),
    metadata: meta,
    spec: z.object({
      instances: z.number(),
      resources: z.object({ requests: z.object({ cpu: z.string(), memory: z.string() }) }).optional(),
      storage: z.object({ size: z.string() }),
    }),
  }),
  z.object({ kind: z.literal('PersistentVolumeClaim'), metadata: meta, spec: claim.shape.spec }),
  z.object({ kind: z.literal('Service'), metadata: meta, spec: z.object({ type: z.string().optional() }) }),
])
export type ClusterObject = z.infer<typeof clusterObjectSchema>

/** One line of the sum: pods that may run at the same time, and what they request together. */
export type WorkloadDemand = { name: string; pods: number; requests: Requests; missing: string[] }

export type DemandContext = {
  nodes: number
  autoscalers: readonly Extract<ClusterObject, { kind: 'HorizontalPodAutoscaler' }>[]
}

/** The most that `object` may ask for: at its autoscaler's maximum, in the middle of a rollout. */
export function demandOf(object: ClusterObject, context: DemandContext): WorkloadDemand | undefined {
  const name = `${object.kind} ${object.metadata.namespace ?? 'default'}/${object.metadata.name}`
  const demand = (pods: number, template: z.infer<typeof podTemplateSchema>): WorkloadDemand => {
    const { requests, missing } = podRequests(template)
    return { name, pods, requests: times(requests, pods), missing: missing.map((what) => `${name}: ${what}`) }
  }
  switch (object.kind) {
    case 'Deployment': {
      const most = mostReplicas(object.metadata, object.spec.replicas ?? 1, context)
      return demand(most + surgeOf(object.spec.strategy, most), object.spec.template)
    }
    case 'StatefulSet':
      return demand(object.spec.replicas ?? 1, object.spec.template)
    case 'DaemonSet':
      return demand(context.nodes, object.spec.template)
    case 'Job':
      // Charts run their tests only when asked to.
      if (object.metadata.annotations?.['helm.sh/hook'] === 'test') return undefined
      return demand(object.spec.parallelism ?? 1, object.spec.template)
    case 'CronJob':
      return demand(1, object.spec.jobTemplate.spec.template)
    case 'Pod':
      if (String(object.metadata.annotations?.['helm.sh/hook'] ?? '').startsWith('test')) return undefined
      return demand(1, { spec: object.spec })
    case 'Cluster': {
      const { instances, resources } = object.spec
      return demand(instances, { spec: { containers: [{ name: 'postgres', resources: resources ?? {} }] } })
    }
    default:
      return undefined
  }
}

function mostReplicas(
  { name, namespace }: z.infer<typeof meta>,
  replicas: number,
  { autoscalers }: DemandContext,
): number {
  const ruling = autoscalers.find(
    ({ metadata, spec }) =>
      metadata.namespace === namespace &&
      spec.scaleTargetRef.kind === 'Deployment' &&
      spec.scaleTargetRef.name === name,
  )
  return ruling?.spec.maxReplicas ?? replicas
}

type Strategy = Extract<ClusterObject, { kind: 'Deployment' }>['spec']['strategy']

function surgeOf(strategy: Strategy, replicas: number): number {
  if (strategy?.type === 'Recreate') return 0
  const maxSurge = strategy?.rollingUpdate?.maxSurge ?? '25%'
  return typeof maxSurge === 'number' ? maxSurge : Math.ceil((replicas * Number.parseFloat(maxSurge)) / 100)
}

/** Sizes in bytes of the volumes that `object` claims, as asked for. */
export function volumesOf(object: ClusterObject): number[] {
  switch (object.kind) {
    case 'PersistentVolumeClaim':
      return [parseQuantity(object.spec.resources.requests.storage)]
    case 'StatefulSet': {
      const sizes = (object.spec.volumeClaimTemplates ?? []).map(({ spec }) =>
        parseQuantity(spec.resources.requests.storage),
      )
      return Array.from({ length: object.spec.replicas ?? 1 }, () => sizes).flat()
    }
    case 'Cluster':
      return Array.from({ length: object.spec.instances }, () => parseQuantity(object.spec.storage.size))
    default:
      return []
  }
}

export const sum = (demands: readonly WorkloadDemand[]): Requests =>
  demands.reduce((total, { requests }) => add(total, requests), { cpu: 0, memory: 0 })
