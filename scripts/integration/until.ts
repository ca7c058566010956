import { setTimeout as delay } from 'node:timers/promises'

/** Resolves when `probe` tells so, asked every 100 ms; rejects where it does not within two minutes. */
export async function until(what: string, probe: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await delay(100)) {
    if (await probe()) return
  }
  throw new Error(`waited two minutes for ${what}`)
}
