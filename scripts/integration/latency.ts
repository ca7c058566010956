import { measureLiveUpdates } from '../bench/live-updates.ts'
import { percentile } from '../bench/statistics.ts'
import type { Account } from '../product/api-client.ts'
import type { Product } from './product.ts'
import type { Check } from './report.ts'

const wanted = { p50: 40, p99: 150 }
const rate = { tabs: 4, changesPerSecond: 50, seconds: 15 }
/** Processes that have just started are still compiling what they run. */
const warmUp = { ...rate, seconds: 4 }

/** From commit to the tab of another replica or the same, through all that lies between. */
export async function measureLatency({ url }: Product, accounts: readonly Account[]): Promise<Check[]> {
  await measureLiveUpdates(url, accounts, warmUp)
  const { latencies, missing } = await measureLiveUpdates(url, accounts, rate)
  const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)]
  console.log(
    `commit → tab at ${rate.changesPerSecond} changes/s: p50 ${p50.toFixed(0)} ms (${wanted.p50} wanted), p99 ${p99.toFixed(0)} ms (${wanted.p99} wanted), ${latencies.length} arrived, ${missing} not`,
  )
  return [
    { what: `commit → tab p50 ≤ ${wanted.p50} ms`, passed: p50 <= wanted.p50 },
    { what: `commit → tab p99 ≤ ${wanted.p99} ms`, passed: p99 <= wanted.p99 },
    { what: 'every change reaches its tab', passed: missing === 0 && latencies.length > 0 },
  ]
}
