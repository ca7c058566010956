import { setTimeout as delay } from 'node:timers/promises'

/** Resolves with the first value of `probe` that is truthy, asked every few milliseconds; rejects when there is none in time. */
export async function waitUntil<T>(probe: () => T | Promise<T>, timeoutMs = 10_000): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const value = await probe()
    if (value) return value
    if (performance.now() > deadline) throw new Error(`nothing came of it within ${timeoutMs} ms: ${probe}`)
    await delay(5)
  }
}
