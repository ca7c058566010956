import { limits } from '../../domain/limits.ts'
import type { SystemCalls } from '../database/system-calls.ts'

type SweepCalls = Pick<
  SystemCalls,
  'claimDueReminders' | 'claimMissedOccurrences' | 'claimDueDigests' | 'claimDueDeliveries' | 'releaseStaleClaims'
>
export type Swept = { reminders: number; missed: number; digests: number; deliveries: number }

const batch = 500
/** A claim nothing came of is claimed again: by then its event was retried and given up. */
const staleMinutes = 30
const maxRounds = 1_000

/**
 * Claims what is due by the database's clock. Safe to run at the same time anywhere; what one sweep has locked the
 * other passes over.
 */
export async function sweep(system: SweepCalls): Promise<Swept> {
  const { digestGraceHours: graceHours, deliveryLeaseSeconds: leaseSeconds, deliveryGiveUpHours: giveUpHours } = limits
  return {
    reminders: await untilNone(() => system.claimDueReminders(batch)),
    missed: await untilNone(() => system.claimMissedOccurrences(batch)),
    digests: await untilNone(() => system.claimDueDigests({ limit: batch, graceHours })),
    deliveries: await untilNone(() => system.claimDueDeliveries({ limit: batch, leaseSeconds, giveUpHours })),
  }
}

/** Puts claims back whose event was lost or dead-lettered. */
export const releaseStale = (system: SweepCalls): Promise<number> => system.releaseStaleClaims(staleMinutes)

async function untilNone(claim: () => Promise<number>): Promise<number> {
  let total = 0
  for (let round = 0; round < maxRounds; round += 1) {
    const claimed = await claim()
    if (claimed === 0) break
    total += claimed
  }
  return total
}
