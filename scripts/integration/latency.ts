import { measureLiveUpdates } from '../bench/live-updates.ts'
import { percentile } from '../bench/statistics.ts'
import type { Account } from '../product/api-client.ts'
import type { Product } from './product.ts'
import type { Check } from './report.ts'

const wanted = { p50: 40, p99: 150 }
const rate = { tabs: 4, changesPerSecond: 50, seconds: 15 }
/** Processes that have just started are still compiling what they run. */
const warmUp = { ...rate, seconds: 4 }

/**
 * From commit to the tab of another replica or the same, through all that lies between. The times are told and not
 * judged: those of a busy machine say nothing about a change.
 */
export async function measureLatency({ url }: Product, accounts: readonly Account[]): Promise<Check[]> {
  await measureLiveUpdates(url, accounts, warmUp)
  const { latencies, missing } = await measureLiveUpdates(url, accounts, rate)
  const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)]
  console.log(
    `commit → tab at ${rate.changesPerSecond} changes/s: p50 ${p50.toFixed(0)} ms (${wanted.p50} wanted), p99 ${p99.toFixed(0)} ms (${wanted.p99} wanted), ${latencies.length} arrived, ${missing} not`,
  )
  return [{ what: 'every change reaches its tab', passed: missing === 0 && latencies.length > 0 }]
}
