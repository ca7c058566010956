import { gibibyte, type Requests } from './quantity.ts'

/** Oracle's Always Free, since 15 June 2026 (see docs/deploy-oke.md for the pages). */
export const freeLimits = {
  ocpus: 2,
  memoryGb: 12,
  volumesGb: 200,
  loadBalancers: 1,
  loadBalancerMbps: 10,
  objectStorageGb: 20,
  objectRequests: 50_000,
} as const

export type Nodes = { count: number; ocpus: number; memoryGb: number; bootVolumeGb: number }

/** Shares of a node that OKE keeps for kubelet and system, in steps: this much of the first, that of the next, … */
const memorySteps = [
  { gb: 4, share: 0.25 },
  { gb: 4, share: 0.2 },
  { gb: 8, share: 0.1 },
  { gb: 112, share: 0.06 },
] as const
const cpuSteps = [
  { cores: 1, share: 0.06 },
  { cores: 1, share: 0.01 },
  { cores: 2, share: 0.005 },
] as const
const system: Requests = { cpu: 100, memory: 100 * 2 ** 20 }
const evictionMemory = 100 * 2 ** 20

/** What pods may request on one node of this size. An OCPU of an A1 is one core. */
export function allocatable({ ocpus, memoryGb }: Pick<Nodes, 'ocpus' | 'memoryGb'>): Requests {
  let memoryLeft = memoryGb
  let memory = memoryGb * gibibyte - system.memory - evictionMemory
  for (const { gb, share } of memorySteps) {
    memory -= Math.min(memoryLeft, gb) * share * gibibyte
    memoryLeft = Math.max(0, memoryLeft - gb)
  }
  let coresLeft = ocpus
  let cpu = ocpus * 1_000 - system.cpu
  for (const { cores, share } of cpuSteps) {
    cpu -= Math.min(coresLeft, cores) * share * 1_000
    coresLeft = Math.max(0, coresLeft - cores)
  }
  return { cpu: Math.floor(cpu - coresLeft * 2.5), memory: Math.floor(memory) }
}

/** What OKE itself runs in kube-system: DNS with its autoscaler once, the rest on every node. */
export const kubeSystem = {
  once: { cpu: 220, memory: 150 * 2 ** 20 },
  perNode: { cpu: 130, memory: 250 * 2 ** 20 },
} as const satisfies Record<string, Requests>
