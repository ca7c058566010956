import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { limits } from '../../domain/limits.ts'
import type { TaskPage } from '../rpc/contract.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useUrlState } from '../shell/url-state.ts'
import { urlOfView, type View, viewOfUrl } from './filter-url.ts'
import { queryOfView } from './view-query.ts'

/** The view in the address, and a way to change it. */
export function useView(): [View, (view: View) => void] {
  const [params, changeUrl] = useUrlState()
  const text = params.toString()
  const view = useMemo(() => viewOfUrl(new URLSearchParams(text)), [text])
  const change = useCallback((next: View) => changeUrl(urlOfView(next)), [changeUrl])
  return [view, change]
}

export function useTaskList(view: View) {
  const api = useTRPCClient()
  const queries = useTRPC()
  const input = queryOfView(view)
  // tRPC's own infinite queries would send a `direction` of theirs.
  const query = useInfiniteQuery({
    queryKey: [...queries.tasks.list.pathKey(), input],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<TaskPage> =>
      api.tasks.list.query(
        { ...input, ...(pageParam === null ? {} : { cursor: pageParam, limit: limits.pageSize }) },
        { signal },
      ),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
  const tasks = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  return { ...query, tasks }
}
