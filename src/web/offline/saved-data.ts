import { type DehydratedState, dehydrate, hydrate, type QueryClient } from '@tanstack/react-query'
import { keptTurnsKey } from './kept-turns.ts'
import { outboxKey } from './outbox.ts'

/** What is shown without a server: who it is, the tasks and their counts, the chats. */
const keptPaths: readonly string[] = ['me.get', 'tasks.list', 'tasks.counts', 'chat.conversations', 'chat.messages']

const key = 'saved-data'
/** Browsers keep some five million characters; a list larger than this is not worth their limit. */
const largest = 3_000_000

type Saved = { savedAt: string; state: DehydratedState }
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Keeps what the page knows, for when it is opened without a connection. */
export function saveData(cache: QueryClient, store: Store, savedAt: string): void {
  const state = dehydrate(cache, {
    shouldDehydrateMutation: () => false,
    shouldDehydrateQuery: ({ queryKey, state: { status } }) => {
      const [path] = queryKey
      return status === 'success' && Array.isArray(path) && keptPaths.includes(path.join('.'))
    },
  })
  const text = JSON.stringify({ savedAt, state } satisfies Saved)
  try {
    if (text.length <= largest) store.setItem(key, text)
  } catch {
    // Storage is full or blocked: the page then needs a connection, as it would anyway.
  }
}

/** Shows what was kept; tells when it was saved, or null where there is nothing. */
export function restoreData(cache: QueryClient, store: Store): string | null {
  try {
    const saved = JSON.parse(store.getItem(key) ?? 'null') as Saved | null
    if (saved === null) return null
    hydrate(cache, saved.state)
    return saved.savedAt
  } catch {
    store.removeItem(key)
    return null
  }
}

/** For whoever is not signed in here any more. What waits to be sent stays for when they are again. */
export const forgetData = (store: Store): void => store.removeItem(key)

/** Someone leaves this device on purpose: what still waits to be sent goes as well. */
export function leaveNothing(store: Store): void {
  forgetData(store)
  store.removeItem(outboxKey)
  store.removeItem(keptTurnsKey)
}
