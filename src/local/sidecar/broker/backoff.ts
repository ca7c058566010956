import type { DeliveryPolicy } from '../options.ts'

/** Milliseconds to wait after the `attempt`th failure (from 1). */
export function backoffMs(policy: Pick<DeliveryPolicy, 'initialBackoffMs' | 'maxBackoffMs'>, attempt: number): number {
  return Math.min(policy.initialBackoffMs * 2 ** Math.min(attempt - 1, 30), policy.maxBackoffMs)
}
