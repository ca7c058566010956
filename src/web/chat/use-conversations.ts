import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { Conversation } from '../rpc/contract.ts'
import { newId } from '../rpc/new-id.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useAction } from '../rpc/use-action.ts'
import { useUrlState } from '../shell/url-state.ts'

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
  const id =
    wanted === newChat ? null : (conversations.find((one) => one.id === wanted)?.id ?? conversations[0]?.id ?? null)
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
      async create(): Promise<string | null> {
        const id = newId()
        const made = await act((mutationId) => api.chat.create.mutate({ mutationId, id }))
        if (made === null) return null
        edit((list) => (list.some((one) => one.id === id) ? list : [made, ...list]))
        return id
      },
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

/** Sends to the conversation shown, creating it first where there is none. Resolves to whether it could be sent. */
export function useStartConversation() {
  const { create } = useConversationActions()
  const { id, open } = useCurrentConversation()
  const [starting, setStarting] = useState(false)
  const ensure = useCallback(async (): Promise<string | null> => {
    if (id !== null) return id
    setStarting(true)
    const made = await create().finally(() => setStarting(false))
    if (made !== null) open(made)
    return made
  }, [create, id, open])
  return { ensure, starting }
}
