import { workloadManifests } from './manifests.ts'
import type { WorkloadDefinition } from './workload-definition.ts'

/** The app's objects that cost something, for the budget. Jobs run before what they prepare, in the room of its surge. */
export function appObjects(workloads: readonly WorkloadDefinition[]): object[] {
  return workloads.flatMap((definition) =>
    Object.values(workloadManifests(definition, { image: 'known-later', pulls: false })),
  )
}
