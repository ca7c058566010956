/** What a compartment may hold at most, as Oracle's quota statements: later ones win over earlier ones. */

export type QuotaLimits = {
  ocpus: number
  memoryGb: number
  volumesGb: number
  balancers: number
  balancerMbps: number
  clusters: number
  objectStorageGb: number
}

/** Always Free, since 15 June 2026. */
export const freeQuota: QuotaLimits = {
  ocpus: 2,
  memoryGb: 12,
  volumesGb: 200,
  balancers: 1,
  balancerMbps: 10,
  clusters: 1,
  objectStorageGb: 20,
}

/** Families of which nothing is free, or nothing is needed. */
const refused = ['database', 'filesystem', 'analytics', 'integration', 'streaming'] as const

/**
 * Statements that refuse every shape but A1 and everything above `limits`, whoever asks for it: the program, the
 * console or a stolen key.
 */
export function quotaStatements(compartment: string, limits: QuotaLimits): string[] {
  const where = `in compartment ${compartment}`
  const set = (family: string, quota: string, value: number) => `set ${family} quota ${quota} to ${value} ${where}`
  return [
    `zero compute-core quotas ${where}`,
    `zero compute-memory quotas ${where}`,
    // A machine has to pass the count of its availability domain and that of the region: of one alone, none is made.
    set('compute-core', 'standard-a1-core-count', limits.ocpus),
    set('compute-core', 'standard-a1-core-regional-count', limits.ocpus),
    set('compute-memory', 'standard-a1-memory-count', limits.memoryGb),
    set('compute-memory', 'standard-a1-memory-regional-count', limits.memoryGb),
    set('block-storage', 'total-storage-gb', limits.volumesGb),
    set('block-storage', 'backup-count', 5),
    `zero load-balancer quotas ${where}`,
    set('load-balancer', 'lb-flexible-count', limits.balancers),
    set('load-balancer', 'lb-flexible-bandwidth-sum', limits.balancerMbps),
    set('container-engine', 'cluster-count', limits.clusters),
    set('object-storage', 'storage-bytes', limits.objectStorageGb * 1024 ** 3),
    ...refused.map((family) => `zero ${family} quotas ${where}`),
  ]
}
