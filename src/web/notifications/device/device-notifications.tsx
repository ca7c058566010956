import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Task } from '../../../domain/task.ts'
import type { TaskPage } from '../../rpc/contract.ts'
import { useTRPC } from '../../rpc/trpc.ts'
import { useUrlState } from '../../shell/url-state.ts'
import { useToasts } from '../../ui/toasts.ts'
import { canBePushed, permission } from './device-push.ts'
import { useThisDevice } from './use-this-device.ts'

const offeredKey = 'todo-push-offered'

/** Follows clicks on this device's notifications, and offers them when the first reminder was made; never asks by itself. */
export function DeviceNotifications() {
  useClickedNotifications()
  useOfferOnce()
  return null
}

/** The service worker has brought this tab to the front, to show what a notification was about. */
function useClickedNotifications(): void {
  const [, changeUrl] = useUrlState()
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    const follow = ({ data }: MessageEvent) => {
      if (typeof data?.open !== 'string') return
      const { pathname, searchParams } = new URL(data.open, window.location.origin)
      if (pathname === window.location.pathname) changeUrl({ task: searchParams.get('task') })
      else window.location.assign(data.open)
    }
    navigator.serviceWorker.addEventListener('message', follow)
    return () => navigator.serviceWorker.removeEventListener('message', follow)
  }, [changeUrl])
}

function useOfferOnce(): void {
  const cache = useQueryClient()
  const queries = useTRPC()
  const toasts = useToasts()
  const turnOn = useThisDevice()
  useEffect(() => {
    if (!canBePushed() || permission() !== 'default' || localStorage.getItem(offeredKey) !== null) return
    const since = new Date().toISOString()
    const stop = cache.getQueryCache().subscribe(({ type }) => {
      if (type !== 'updated') return
      const pages = cache.getQueriesData<{ pages: TaskPage[] }>(queries.tasks.list.pathFilter())
      const tasks = pages.flatMap(([, data]) => data?.pages?.flatMap((page) => page.items) ?? [])
      if (!tasks.some((task) => hasNewReminder(task, since))) return
      stop()
      localStorage.setItem(offeredKey, since)
      const text = 'Shall this device tell you when it is due, also when the page is closed?'
      toasts.show({ tone: 'done', text, actions: [{ label: 'Yes, notify me', run: () => void turnOn() }] })
    })
    return stop
  }, [cache, queries, toasts, turnOn])
}

const hasNewReminder = ({ updatedAt, reminders }: Task, since: string): boolean =>
  updatedAt > since && reminders.some(({ status }) => status === 'pending')
