/** Tells the parts of this process that a user's change was committed; a hint, so each of them polls as well. */
export type CommitSignal = {
  /** `userId` null: of several users. */
  committed(userId: string | null): void
  /** Calls `listener` at every commit until the returned function is called. */
  listen(listener: (userId: string | null) => void): () => void
}

export function createCommitSignal(): CommitSignal {
  const listeners = new Set<(userId: string | null) => void>()
  return {
    committed(userId) {
      for (const listener of listeners) listener(userId)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
