'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTRPC } from '../rpc/trpc.ts'
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
  const queries = useTRPC()
  const query = useInfiniteQuery(
    queries.tasks.list.infiniteQueryOptions(queryOfView(view), {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  )
  const tasks = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  return { ...query, tasks }
}
