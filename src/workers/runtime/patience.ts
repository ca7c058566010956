export type Patience = {
  /** Notes a failure of an event; true when it was the last that the event may have. */
  isOver(eventId: string): boolean
  /** The event was handled after all. */
  forget(eventId: string): void
}

// With the sidecar's pause of two seconds between them that is three minutes.
const defaultAttempts = 90
const rememberedEvents = 10_000

/**
 * Counts how often events failed. Sidecars bring a failed event again for as long as it takes, as they cannot tell an
 * event that never works from a server that is away: the former is given up here. A restart begins to count anew.
 */
export function createPatience(attempts = defaultAttempts): Patience {
  const failures = new Map<string, number>()
  return {
    isOver(eventId) {
      const count = (failures.get(eventId) ?? 0) + 1
      failures.delete(eventId)
      if (count >= attempts) return true
      failures.set(eventId, count)
      const oldest = failures.keys().next()
      if (failures.size > rememberedEvents && oldest.done !== true) failures.delete(oldest.value)
      return false
    },
    forget: (eventId) => void failures.delete(eventId),
  }
}
