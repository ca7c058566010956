import type { Registry } from 'prom-client'
import { limits } from '../../domain/limits.ts'

/** What one replica has measured since it started. */
export type MetricsSummary = {
  calls: number
  /** Through no fault of the caller. */
  failedCalls: number
  /** Seconds within which 95 of 100 calls were answered, as far as the buckets tell; null where there was none. */
  slowSeconds: number | null
  reminders: number
  lateReminders: number
  openPages: number
  upSeconds: number
}

type Value = { value: number; labels: Record<string, string | number>; metricName?: string }

const ours = new Set(['internal', 'unavailable'])

/** The measures of a registry, in the few numbers that a person looks at first. */
export async function summarise(registry: Registry): Promise<MetricsSummary> {
  const values = async (name: string): Promise<Value[]> =>
    ((await registry.getSingleMetric(name)?.get())?.values ?? []) as Value[]
  const [calls, durations, lateness, clients] = await Promise.all(
    ['rpc_calls_total', 'rpc_call_duration_seconds', 'reminder_lateness_seconds', 'live_clients'].map(values),
  )
  const failed = (calls ?? []).filter(({ labels }) => ours.has(String(labels.outcome)))
  const late = lateness ?? []
  const onTime = sum(late.filter(({ labels }) => labels.le === limits.lateAfterSeconds))
  const reminders = sum(late.filter(({ metricName }) => metricName?.endsWith('_count')))
  return {
    calls: sum(calls ?? []),
    failedCalls: sum(failed),
    slowSeconds: quantile(durations ?? [], 0.95),
    reminders,
    lateReminders: Math.max(0, reminders - onTime),
    openPages: sum(clients ?? []),
    upSeconds: Math.round(process.uptime()),
  }
}

const sum = (values: readonly Value[]): number => values.reduce((total, { value }) => total + value, 0)

/** The upper bound of the bucket that holds the quantile. */
function quantile(values: readonly Value[], share: number): number | null {
  const buckets = new Map<number, number>()
  for (const { labels, value } of values) {
    if (labels.le === undefined) continue
    const bound = labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le)
    buckets.set(bound, (buckets.get(bound) ?? 0) + value)
  }
  const all = buckets.get(Number.POSITIVE_INFINITY) ?? 0
  if (all === 0) return null
  const sorted = [...buckets].toSorted(([a], [b]) => a - b)
  const [bound = 0] = sorted.find(([, count]) => count >= all * share) ?? []
  const largest = sorted.at(-2)?.[0] ?? 0
  return Number.isFinite(bound) ? bound : largest
}
