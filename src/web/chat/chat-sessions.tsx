import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { Message } from '../../domain/conversation.ts'
import { useLive } from '../live/live-updates.tsx'
import { createKeptTurns } from '../offline/kept-turns.ts'
import { newId } from '../rpc/new-id.ts'
import { messagesKey } from '../rpc/query-keys.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useSignedIn } from '../shell/me.ts'
import { createSessionStore, type SessionStore } from './session-store.ts'
import { type MessagePage, type Turn, withMessages } from './turns.ts'

/** What was refused in passing while the connection stood is tried again. */
const flushAgainMs = 15_000

const SessionContext = createContext<SessionStore | null>(null)

export function ChatSessions({ children }: { children: ReactNode }) {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const { user } = useSignedIn()
  const { state } = useLive()
  const [store] = useState(() =>
    createSessionStore({
      newId,
      now: () => new Date().toISOString(),
      kept: createKeptTurns(localStorage, user.id),
      isOnline: () => navigator.onLine,
      async stream({ conversationId, messageId, request, fresh }, signal) {
        if (fresh) await api.chat.create.mutate({ mutationId: conversationId, id: conversationId }, { signal })
        if (request.kind === 'send') {
          const { text, ignored } = request
          return api.chat.send.mutate({ conversationId, messageId, text, ignored: [...ignored] }, { signal })
        }
        const { confirmationId, accept } = request
        return api.chat.answer.mutate({ confirmationId, messageId, accept }, { signal })
      },
      async onStored({ conversationId, fresh }: Turn, messages: Message[]) {
        // A conversation may be new, and has another title and place.
        void cache.invalidateQueries(queries.chat.conversations.queryFilter())
        const queryKey = messagesKey(queries, conversationId)
        const known = cache.getQueryData(queryKey) !== undefined
        cache.setQueryData<InfiniteData<MessagePage>>(queryKey, (data) =>
          data === undefined
            ? // Before the first page is there, only a fetch knows what comes before these: nothing in a new one.
              fresh
              ? { pages: withMessages([], messages), pageParams: [null] }
              : undefined
            : { ...data, pages: withMessages(data.pages, messages) },
        )
        if (fresh) return
        // A fetch that began before these were stored would leave them out again.
        if (known && cache.isFetching({ queryKey }) === 0) return
        await cache.cancelQueries({ queryKey })
        await cache.invalidateQueries({ queryKey })
      },
    }),
  )
  useEffect(() => {
    if (state !== 'live') return
    void store.flush()
    const timer = setInterval(() => void store.flush(), flushAgainMs)
    return () => clearInterval(timer)
  }, [state, store])
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
