import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { NotificationPage } from '../rpc/contract.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'

const pageSize = 30

/** The user's notifications, newest first, and how many of them are unread. */
export function useNotifications() {
  const api = useTRPCClient()
  const queries = useTRPC()
  const query = useInfiniteQuery({
    queryKey: [...queries.notifications.list.pathKey(), 'all'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<NotificationPage> =>
      api.notifications.list.query(
        { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    getNextPageParam: (page) => page.nextCursor,
  })
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  return { ...query, items, unread: query.data?.pages[0]?.unread ?? 0 }
}
