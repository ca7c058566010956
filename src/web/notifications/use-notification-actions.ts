import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Notification } from '../../domain/notification.ts'
import { useLive } from '../live/live-updates.tsx'
import type { NotificationPage } from '../rpc/contract.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useAction } from '../rpc/use-action.ts'
import { applyChangeResult } from '../tasks/task-cache.ts'

export type Answer = { action: 'done' | 'snooze' | 'skip'; taskId: string; until?: string }

const actedWords = { done: 'done', snooze: 'snoozed', skip: 'skipped' } as const

export function useNotificationActions() {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const act = useAction()
  const { seen } = useLive()
  return useMemo(() => {
    const filter = queries.notifications.list.pathFilter()
    const edit = (change: (notification: Notification) => Notification) =>
      cache.setQueriesData<InfiniteData<NotificationPage>>(filter, (data) => data && editPages(data, change))
    const renew = () => void cache.invalidateQueries(queries.notifications.pathFilter())
    return {
      async answer(notification: Notification, { action, taskId, until }: Answer) {
        const readAt = notification.readAt ?? new Date().toISOString()
        edit((one) => (one.id === notification.id ? { ...one, readAt, acted: actedWords[action] } : one))
        const { id } = notification
        const result = await act((mutationId) =>
          api.notifications.act.mutate({ mutationId, id, taskId, action, ...(until === undefined ? {} : { until }) }),
        )
        if (result !== null) {
          seen.add(result.seq)
          applyChangeResult({ cache, queries }, result)
        }
        renew()
      },
      async markRead(ids: string[] | 'all') {
        const readAt = new Date().toISOString()
        edit((one) => (ids === 'all' || ids.includes(one.id) ? { ...one, readAt: one.readAt ?? readAt } : one))
        await act((mutationId) => api.notifications.markRead.mutate({ mutationId, ids }))
        renew()
      },
    }
  }, [act, api, cache, queries, seen])
}

/** The edited pages, with as many fewer unread as were read by the edit. */
export function editPages(
  data: InfiniteData<NotificationPage>,
  change: (notification: Notification) => Notification,
): InfiniteData<NotificationPage> {
  const items = data.pages.map((page) => page.items.map(change))
  const count = (list: Notification[][]) => list.flat().filter(({ readAt }) => readAt === null).length
  const read = count(data.pages.map((page) => page.items)) - count(items)
  return {
    ...data,
    pages: data.pages.map((page, index) => ({
      ...page,
      items: items[index] ?? page.items,
      unread: Math.max(0, page.unread - read),
    })),
  }
}
