import { limits } from '../../domain/limits.ts'
import type { SystemCalls } from '../database/system-calls.ts'

const batch = 5_000
const maxRounds = 200

/** Removes everything that has expired, in short transactions; rows removed by kind. */
export async function purge(
  system: Pick<SystemCalls, 'purgeExpired' | 'purgeDeliveries'>,
): Promise<Record<string, number>> {
  const removed: Record<string, number> = {}
  for (let round = 0; round < maxRounds; round += 1) {
    const expired = await system.purgeExpired({
      outboxHours: limits.outboxRetentionHours,
      mutationHours: limits.mutationRetentionHours,
      undoHours: limits.undoHours,
      guestDays: limits.guestDays,
      limit: batch,
    })
    const deliveries = await system.purgeDeliveries({ days: limits.deliveryRetentionDays, limit: batch })
    const counts = { ...expired, deliveries }
    for (const [kind, count] of Object.entries(counts)) removed[kind] = (removed[kind] ?? 0) + count
    if (!Object.values(counts).some((count) => count >= batch)) break
  }
  return removed
}
