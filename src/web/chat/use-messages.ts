import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { messagesKey } from '../rpc/query-keys.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import type { MessagePage } from './turns.ts'

const pageSize = 40

/** The stored messages of a conversation that `exists`, oldest first, and more of the older ones on demand. */
export function useMessages(conversationId: string, exists: boolean) {
  const api = useTRPCClient()
  const queries = useTRPC()
  const query = useInfiniteQuery({
    queryKey: messagesKey(queries, conversationId),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<MessagePage> =>
      api.chat.messages.query(
        { conversationId, limit: pageSize, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    getNextPageParam: (page) => (page.more ? (page.items[0]?.id ?? null) : null),
    enabled: exists,
    select: oldestFirst,
  })
  return useMemo(() => ({ ...query, messages: query.data ?? [] }), [query])
}

const oldestFirst = ({ pages }: InfiniteData<MessagePage>) => pages.toReversed().flatMap(({ items }) => items)
