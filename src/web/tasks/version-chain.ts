const kept = 500

/**
 * Follows the versions this tab itself has made: whoever saw version 3 and clicks twice, quickly, means the version
 * that the first click made. A change from elsewhere is not in the chain, so it still counts as a conflict.
 */
export type VersionChain = {
  latest: (id: string, seen: number) => number
  record: (id: string, from: number, to: number) => void
}

export function createVersionChain(): VersionChain {
  const next = new Map<string, number>()
  return {
    latest(id, seen) {
      let version = seen
      for (let to = next.get(`${id}:${version}`); to !== undefined; to = next.get(`${id}:${version}`)) version = to
      return version
    },
    record(id, from, to) {
      if (to <= from) return
      next.set(`${id}:${from}`, to)
      const oldest = next.keys().next().value
      if (next.size > kept && oldest !== undefined) next.delete(oldest)
    },
  }
}
