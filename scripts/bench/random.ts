/** Numbers from 0 up to 1, the same ones in every run (mulberry32). */
export type Random = () => number

export function createRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from 0 up to `limit`; `skew` above 1 prefers low ones. */
export const pickIndex = (random: Random, limit: number, skew = 1): number => Math.floor(limit * random() ** skew)

export function pick<T>(random: Random, items: readonly T[], skew = 1): T {
  const item = items[pickIndex(random, items.length, skew)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}
