import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react'
import type { Message } from '../../domain/conversation.ts'
import { newId } from '../rpc/new-id.ts'
import { messagesKey } from '../rpc/query-keys.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { createSessionStore, type SessionStore } from './session-store.ts'
import { type MessagePage, type Turn, withMessages } from './turns.ts'

const SessionContext = createContext<SessionStore | null>(null)

export function ChatSessions({ children }: { children: ReactNode }) {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const [store] = useState(() =>
    createSessionStore({
      newId,
      now: () => new Date().toISOString(),
      stream({ conversationId, messageId, request }, signal) {
        if (request.kind === 'send') {
          const { text, ignored } = request
          return api.chat.send.mutate({ conversationId, messageId, text, ignored: [...ignored] }, { signal })
        }
        const { confirmationId, accept } = request
        return api.chat.answer.mutate({ confirmationId, messageId, accept }, { signal })
      },
      async onStored(conversationId: string, messages: Message[]) {
        const queryKey = messagesKey(queries, conversationId)
        const known = cache.getQueryData(queryKey) !== undefined
        cache.setQueryData<InfiniteData<MessagePage>>(queryKey, (data) =>
          // Before the first page is there, only a fetch knows what comes before these.
          data === undefined ? undefined : { ...data, pages: withMessages(data.pages, messages) },
        )
        // A fetch that began before these were stored would leave them out again.
        if (known && cache.isFetching({ queryKey }) === 0) return
        await cache.cancelQueries({ queryKey })
        await cache.invalidateQueries({ queryKey })
      },
    }),
  )
  return <SessionContext value={store}>{children}</SessionContext>
}

export function useSessions(): SessionStore {
  const store = useContext(SessionContext)
  if (store === null) throw new Error('There is no chat here.')
  return store
}

const none: readonly Turn[] = []

/** The turns under way, of all conversations. */
export function useTurns(): readonly Turn[] {
  const store = useSessions()
  return useSyncExternalStore(store.subscribe, store.turns, () => none)
}
