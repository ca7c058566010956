const kept = 200

/**
 * The sequence numbers this tab has already shown, because its own request was answered with them: their echo by
 * live updates needs no second fetch.
 */
export type SeqLog = { add: (seq: number) => void; has: (seq: number) => boolean }

export function createSeqLog(): SeqLog {
  const seen = new Set<number>()
  return {
    add(seq) {
      seen.add(seq)
      if (seen.size > kept) for (const oldest of [...seen].slice(0, seen.size - kept)) seen.delete(oldest)
    },
    has: (seq) => seen.has(seq),
  }
}
