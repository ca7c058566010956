import { setTimeout as delay } from 'node:timers/promises'
import type { Ledger } from './load.ts'
import { readBack } from './read-back.ts'
import { addUp, earlyOnes, isSettled, type Tally, tallies } from './verdict.ts'

/** What is there of all that was acknowledged, and how many notifications came before their time. */
export type State = { rows: Tally[]; early: number }

const settleLimitMs = 60_000
/** What is going to arrive twice arrives within this time after everything has arrived once. */
const quietMs = 5_000

/**
 * Looks until nothing is missing and it stayed so for a while, or until the patience ends. `at` is when everything was
 * there, milliseconds since the epoch; undefined where that never came.
 */
export async function settled(
  ledgers: readonly Ledger[],
  { quiet = quietMs } = {},
): Promise<{ state: State; at?: number }> {
  const deadline = Date.now() + settleLimitMs
  let quietSince: number | undefined
  for (;;) {
    const state = await look(ledgers).catch(() => undefined)
    const now = Date.now()
    if (state && isSettled(state.rows)) {
      quietSince ??= now
      if (now - quietSince >= quiet) return { state, at: quietSince }
    } else {
      quietSince = undefined
      if (now > deadline) return { state: state ?? (await look(ledgers)) }
    }
    await delay(500)
  }
}

async function look(ledgers: readonly Ledger[]): Promise<State> {
  const rows: Tally[][] = []
  let early = 0
  for (const ledger of ledgers) {
    const seen = await readBack(ledger.api)
    rows.push(tallies(ledger, seen))
    early += earlyOnes(seen)
  }
  return { rows: addUp(rows), early }
}
