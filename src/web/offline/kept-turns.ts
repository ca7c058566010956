import type { Turn } from '../chat/turns.ts'

/** The messages on their way, kept on this device until they are answered. */
export type KeptTurns = {
  load: () => Turn[]
  save: (turns: readonly Turn[]) => void
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
type Kept = { userId: string; turn: Turn }

export const keptTurnsKey = 'chat-outbox'

/**
 * Only what was written is kept, not half an answer: a repeat of the same message id brings the whole one. Answers to
 * questions are not: a question expires within minutes.
 */
export function createKeptTurns(store: Store, userId: string): KeptTurns {
  let last: string | null = null
  const read = (): Kept[] => {
    try {
      return JSON.parse(store.getItem(keptTurnsKey) ?? '[]') as Kept[]
    } catch {
      return []
    }
  }
  return {
    load: () =>
      read()
        .filter((kept) => kept.userId === userId)
        .map(({ turn }) => (turn.status === 'failed' ? turn : { ...turn, status: 'waiting' })),
    save(turns) {
      const own = turns.flatMap((turn): Kept[] =>
        turn.request.kind === 'send' && turn.status !== 'stopped'
          ? [
              {
                userId,
                turn: { ...turn, status: turn.status === 'failed' ? 'failed' : 'waiting', text: '', parts: [] },
              },
            ]
          : [],
      )
      const text = JSON.stringify(own)
      if (text === last || (last === null && own.length === 0)) return
      last = text
      const others = read().filter((kept) => kept.userId !== userId)
      try {
        if (own.length + others.length === 0) store.removeItem(keptTurnsKey)
        else store.setItem(keptTurnsKey, JSON.stringify([...others, ...own]))
      } catch {
        // Without storage a message waits in this page only.
      }
    },
  }
}
