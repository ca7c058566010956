import { setTimeout as delay } from 'node:timers/promises'
import type { Criterion } from './criteria.ts'
import { type TryOptions, tryProduct } from './try-product.ts'

const pauseMs = 5_000

type Options = Pick<TryOptions, 'url' | 'say'> & {
  /** How long it may take until all is well: a certificate or an address comes within minutes. */
  patienceMs: number
}

/** Tries the product until it meets every criterion or patience ends; returns what was seen last. */
export async function untilGood({ url, say, patienceMs }: Options): Promise<Criterion[]> {
  const { SMOKE_EMAIL: email, SMOKE_PASSWORD: password } = process.env
  const account = email && password ? { account: { email, password } } : {}
  for (const end = Date.now() + patienceMs; ; await delay(pauseMs)) {
    const criteria = await tryProduct({ url, say, ...account })
    const unmet = criteria.filter(({ met }) => !met)
    if (unmet.length === 0 || Date.now() + pauseMs > end) return criteria
    say(`Not yet: ${unmet.map(({ what, figure }) => `${what} (${figure})`).join('; ')}`)
  }
}
