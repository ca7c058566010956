import { setTimeout as delay } from 'node:timers/promises'
import { createLoad, emptyLedger, type Ledger } from '../chaos/load.ts'
import { settled } from '../chaos/settle.ts'
import type { Tally } from '../chaos/verdict.ts'
import { type Account, apiClient } from '../product/api-client.ts'
import type { OpenPage } from './open-page.ts'
import type { Product } from './product.ts'

/** What goes wrong, and in what of it something has to hold beyond "nothing lost, nothing twice". */
export type Fault = {
  name: string
  /** Whether it can be done to this product: the broker of others cannot be killed. */
  possible?: (product: Product) => boolean
  /** Does it while users are busy; resolves when what was broken is whole again. Throws where a demand is not met. */
  inflict(context: FaultContext): Promise<void>
}

export type FaultContext = { product: Product; ledgers: readonly Ledger[] }

/** What a trial found. `seconds`: from when all was whole again until everything was there; undefined: it never was. */
export type Trial = {
  name: string
  rows: Tally[]
  refused: number
  seconds: number | undefined
  problems: string[]
  ledgers: readonly Ledger[]
}

type TrialOptions = { product: Product; accounts: readonly Account[]; page: OpenPage }

/** Soon, so that recovering is seen to take its own time and not that of waiting for reminders. */
const lead = { fromMs: 500, toMs: 2_000 }
const calmMs = 2_000
/** What comes twice comes within this time; whatever comes later is found at the very end. */
const quiet = 2_000

/** Lets users work, inflicts `fault` meanwhile, and holds what was acknowledged against what is there afterwards. */
export async function runTrial(fault: Fault, { product, accounts, page }: TrialOptions): Promise<Trial> {
  const ledgers = accounts.map(({ cookie }) => emptyLedger(apiClient(product.url, cookie)))
  const enough = new AbortController()
  const load = Promise.all(ledgers.map((ledger) => createLoad(ledger, enough.signal, lead)))
  const problems: string[] = []
  const note = (error: unknown): void => void problems.push(error instanceof Error ? error.message : String(error))
  await delay(calmMs)
  const shown = page.expectTask(fault.name).catch(note)
  await Promise.race([fault.inflict({ product, ledgers }), load]).catch(note)
  const wholeAt = Date.now()
  enough.abort()
  await load.catch(note)
  const { state, at } = await settled(ledgers, { quiet })
  await shown
  if (state.early > 0) problems.push(`${state.early} notifications came before their time`)
  const refused = ledgers.reduce((sum, ledger) => sum + ledger.refused, 0)
  const seconds = at === undefined ? undefined : Math.max(0, at - wholeAt) / 1_000
  return { name: fault.name, rows: state.rows, refused, seconds, problems, ledgers }
}
