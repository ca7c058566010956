import { appIds } from '../../src/domain/topology.ts'
import { residentMegabytes } from './process-statistics.ts'
import type { BenchProduct } from './product.ts'
import { type Result, rounded } from './report.ts'
import { sum } from './statistics.ts'

const targetMegabytes = 700

/** What the four processes hold resident, as they are after whatever ran before. */
export function measureMemory({ pids }: BenchProduct): Result {
  const held = appIds.map((app) => ({ app, megabytes: residentMegabytes(pids[app]) }))
  const total = sum(held.map(({ megabytes }) => megabytes))
  const each = held.map(({ app, megabytes }) => `${app} ${rounded(megabytes, 0)}`).join(', ')
  return {
    name: 'resident memory',
    value: `${rounded(total, 0)} MB`,
    target: `≤ ${targetMegabytes} MB`,
    reached: total <= targetMegabytes,
    figures: each,
    limit: each,
  }
}
