import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Conversation } from '../rpc/contract.ts'
import { newId } from '../rpc/new-id.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useAction } from '../rpc/use-action.ts'
import { useUrlState } from '../shell/url-state.ts'
import { useTurns } from './chat-sessions.tsx'

const none: Conversation[] = []

export function useConversations() {
  const queries = useTRPC()
  return useQuery(queries.chat.conversations.queryOptions())
}

/** `'new'` in the address asks for an empty chat; it is created when its first message is sent. */
export const newChat = 'new'

/** Which conversation is shown: the one in the address, else the latest; null: one that does not exist yet. */
export function useCurrentConversation() {
  const [params, changeUrl] = useUrlState()
  const { data: conversations = none, isPending } = useConversations()
  const wanted = params.get('chat')
  const turns = useTurns()
  // One that is still to be made with its first message is no conversation of the server yet.
  const exists = conversations.some((one) => one.id === wanted) || turns.some((turn) => turn.conversationId === wanted)
  const id = wanted === newChat ? null : exists ? wanted : (conversations[0]?.id ?? null)
  const open = useCallback((chat: string) => changeUrl({ chat }), [changeUrl])
  return { id, current: conversations.find((one) => one.id === id) ?? null, open, isPending }
}

export function useConversationActions() {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const act = useAction()
  return useMemo(() => {
    const key = queries.chat.conversations.queryKey()
    const edit = (change: (list: Conversation[]) => Conversation[]) =>
      cache.setQueryData<Conversation[]>(key, (list) => change(list ?? []))
    const renew = () => cache.invalidateQueries({ queryKey: key })
    return {
      async rename(id: string, title: string) {
        edit((list) => list.map((one) => (one.id === id ? { ...one, title } : one)))
        await act((mutationId) => api.chat.rename.mutate({ mutationId, id, title }))
        await renew()
      },
      async remove(id: string) {
        edit((list) => list.filter((one) => one.id !== id))
        await act((mutationId) => api.chat.delete.mutate({ mutationId, id }))
        await renew()
      },
    }
  }, [act, api, cache, queries])
}

/** Where a message goes: to the conversation shown, or to a new one, which is made when the message is sent. */
export function useDestination() {
  const cache = useQueryClient()
  const queries = useTRPC()
  const { id, open } = useCurrentConversation()
  return useCallback(() => {
    if (id !== null) return { conversationId: id, fresh: false }
    const conversationId = newId()
    const now = new Date().toISOString()
    const made = { id: conversationId, title: 'New chat', createdAt: now, updatedAt: now }
    cache.setQueryData<Conversation[]>(queries.chat.conversations.queryKey(), (list) => [made, ...(list ?? [])])
    open(conversationId)
    return { conversationId, fresh: true }
  }, [cache, queries, id, open])
}
