import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import type { StateStore } from './leases.ts'

type BackOff = {
  key: string
  /** After this many failures in a row the error is given to the caller. */
  attempts: number
  /** Wait after the first failure; it doubles with each. */
  firstWaitMs: number
  /** Milliseconds since the epoch. */
  now: () => number
}

const failuresSchema = z.object({ failures: z.int().positive(), notBefore: z.number() })

// Whoever fails rarely begins anew.
const rememberedSeconds = 3_600

/**
 * Does `work`, whose failures are remembered across processes: until the wait after the last one is over it is not even
 * tried.
 *
 * @throws AppError `unavailable` while it is to be tried again; after the last attempt what `work` threw
 */
export async function withBackOff<T>(store: StateStore, backOff: BackOff, work: () => Promise<T>): Promise<T> {
  const { key, attempts, firstWaitMs, now } = backOff
  const stored = await store.getState(key)
  const known = failuresSchema.safeParse(stored?.value)
  const before = known.success ? known.data : { failures: 0, notBefore: 0 }
  if (now() < before.notBefore) {
    throw new AppError('unavailable', { cause: new Error(`${key} failed ${before.failures} times and waits`) })
  }
  try {
    const result = await work()
    if (stored !== null) await forget(store, key)
    return result
  } catch (cause) {
    const failures = before.failures + 1
    if (failures >= attempts) {
      await forget(store, key)
      throw cause
    }
    const notBefore = now() + firstWaitMs * 2 ** before.failures
    await store.saveState(key, { failures, notBefore }, { ttlSeconds: rememberedSeconds })
    throw new AppError('unavailable', { cause })
  }
}

/** What is not forgotten now ends by itself. */
const forget = (store: StateStore, key: string): Promise<unknown> => store.deleteState(key).catch(() => undefined)
