import { allocatable, freeLimits, kubeSystem, type Nodes } from './limits.ts'
import { type ObjectStorageUse, objectStorageDemand } from './object-storage.ts'
import { add, gibibyte, mebibyte, times } from './quantity.ts'
import { type ClusterObject, clusterObjectSchema, demandOf, sum, volumesOf, type WorkloadDemand } from './workloads.ts'

export type BudgetInput = {
  nodes: Nodes
  /** Every Kubernetes object of the stack, charts rendered with our values; kinds that cost nothing are passed over. */
  objects: readonly unknown[]
  /** The smallest volume the platform makes. */
  smallestVolumeGb: number
  objectStorage: ObjectStorageUse
}

export type BudgetRow = { what: string; used: number; limit: number; unit: string; free: boolean }
export type Budget = { rows: BudgetRow[]; workloads: WorkloadDemand[]; missing: string[] }

/**
 * The sum of everything that costs or is scarce, held against what is free (`free`) and against what the nodes hold.
 * Pure: the same stack gives the same table.
 */
export function budgetOf({ nodes, objects, smallestVolumeGb, objectStorage }: BudgetInput): Budget {
  const known = objects.flatMap(knownObject)
  const autoscalers = known.filter((object) => object.kind === 'HorizontalPodAutoscaler')
  const workloads = known.flatMap((object) => demandOf(object, { nodes: nodes.count, autoscalers }) ?? [])
  const system = add(kubeSystem.once, times(kubeSystem.perNode, nodes.count))
  const pods = add(sum(workloads), system)
  const room = times(allocatable(nodes), nodes.count)
  const claims = known.flatMap(volumesOf).map((bytes) => Math.max(smallestVolumeGb, Math.ceil(bytes / gibibyte)))
  const volumes = claims.reduce((total, size) => total + size, nodes.count * nodes.bootVolumeGb)
  const balancers = known.filter((object) => object.kind === 'Service' && object.spec.type === 'LoadBalancer').length
  const stored = objectStorageDemand(objectStorage)
  const row = (what: string, [used, limit]: [number, number], unit = ''): BudgetRow => ({
    what,
    used,
    limit,
    unit,
    free: true,
  })
  const rows = [
    row('A1 cores', [nodes.count * nodes.ocpus, freeLimits.ocpus], 'OCPU'),
    row('A1 memory', [nodes.count * nodes.memoryGb, freeLimits.memoryGb], 'GB'),
    row('Volumes', [volumes, freeLimits.volumesGb], 'GB'),
    row('Load balancers', [balancers, freeLimits.loadBalancers]),
    row('Object Storage', [Math.ceil(stored.gb * 10) / 10, freeLimits.objectStorageGb], 'GB'),
    row('Object Storage requests a month', [stored.requests, freeLimits.objectRequests]),
    { ...row('CPU that pods request', [pods.cpu, room.cpu], 'm'), free: false },
    {
      ...row('Memory that pods request', [Math.ceil(pods.memory / mebibyte), Math.floor(room.memory / mebibyte)], 'Mi'),
      free: false,
    },
  ]
  return { rows, workloads, missing: workloads.flatMap(({ missing }) => missing) }
}

/** @throws ZodError where an object of a kind that costs is not of its shape */
function knownObject(object: unknown): ClusterObject[] {
  const kind: unknown = typeof object === 'object' && object !== null ? Reflect.get(object, 'kind') : undefined
  const kinds: readonly unknown[] = clusterObjectSchema.options.map((option) => option.shape.kind.value)
  if (!kinds.includes(kind)) return []
  // Other operators have Clusters too.
  if (kind === 'Cluster' && !isCloudNativePg(object)) return []
  return [clusterObjectSchema.parse(object)]
}

const isCloudNativePg = (object: unknown): boolean =>
  typeof object === 'object' &&
  object !== null &&
  String(Reflect.get(object, 'apiVersion')).startsWith('postgresql.cnpg.io/')

/**
 * Why the stack must not be deployed; empty when it may. What does not fit on its nodes is refused in any case, as
 * pods would wait for ever; what costs money only without `allowPaid`.
 */
export function refusals({ rows, missing }: Budget, allowPaid: boolean): string[] {
  const over = rows.filter(({ used, limit, free }) => used > limit && (!free || !allowPaid))
  return [
    ...missing.map((what) => `${what}: set it, or the sum of requests lies.`),
    ...over.map(({ what, used, limit, unit, free }) => {
      const fix = free
        ? 'Use less, or accept the bill: pulumi config set allowPaid true'
        : 'Lower scale.web.max or scale.server.max, or use an external broker or database.'
      return `${what}: ${used} ${unit} of ${limit} ${unit}. ${fix}`.replaceAll('  ', ' ').replaceAll(' .', '.')
    }),
  ]
}
