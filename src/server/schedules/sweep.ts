import type { SystemCalls } from '../database/system-calls.ts'

type SweepCalls = Pick<SystemCalls, 'claimDueReminders' | 'claimMissedOccurrences' | 'releaseStaleClaims'>
export type Swept = { reminders: number; missed: number }

const batch = 500
/** A claim nothing came of is claimed again: by then its event was retried and given up. */
const staleMinutes = 30
const maxRounds = 1_000

/**
 * Claims what is due by the database's clock. Safe to run at the same time anywhere; what one sweep has locked the
 * other passes over.
 */
export async function sweep(system: SweepCalls): Promise<Swept> {
  const [reminders, missed] = [
    await untilNone(() => system.claimDueReminders(batch)),
    await untilNone(() => system.claimMissedOccurrences(batch)),
  ]
  return { reminders, missed }
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
