import { subscriptions } from '../../domain/topology.ts'
import type { DeadLetterSummary, EventState } from '../operations/event-state.ts'

/** Events as an operator finds them, in memory: dead letters are put in by the test, replayed ones leave. */
export type TestEvents = EventState & { letters: DeadLetterSummary[] }

export function createTestEvents(): TestEvents {
  const letters: DeadLetterSummary[] = []
  return {
    letters,
    consumers: async () => subscriptions.map(({ app, topic }) => ({ topic, consumer: app, lag: 0, members: 1 })),
    deadLetterCounts: async () => [{ topic: 'reminders', count: letters.length }],
    deadLetters: async (limit) => letters.slice(0, limit),
    async replay(which) {
      const chosen = letters.filter(({ id }) => which === 'all' || id === which)
      for (const letter of chosen) letters.splice(letters.indexOf(letter), 1)
      return chosen.length
    },
  }
}
