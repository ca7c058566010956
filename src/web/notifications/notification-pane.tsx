import { CheckCheck } from 'lucide-react'
import { problemOf } from '../rpc/problem.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { NotificationCard } from './notification-card.tsx'
import { useNotificationActions } from './use-notification-actions.ts'
import { useNotifications } from './use-notifications.ts'

export function NotificationPane() {
  const { items, unread, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useNotifications()
  const { markRead } = useNotificationActions()
  if (error !== null) {
    return (
      <div role="alert" className="flex flex-col items-start gap-3 p-5 text-muted">
        {problemOf(error).message}
        <Button small onClick={() => void refetch()}>
          Try again
        </Button>
      </div>
    )
  }
  if (isPending) return <Skeleton rows={5} className="p-5" />
  if (items.length === 0) {
    return (
      <div className="px-8 py-16 text-center text-muted">
        <h3 className="font-semibold text-ink">No notifications yet</h3>
        <p className="mt-1 text-balance">
          When a reminder is due it appears here. Try “remind me in 5 minutes to stretch”.
        </p>
      </div>
    )
  }
  return (
    <>
      {unread > 0 && (
        <div className="flex items-center justify-between border-b border-line px-4 py-2">
          <p className="text-sm text-muted">{unread} unread</p>
          <Button small look="quiet" onClick={() => void markRead('all')}>
            <CheckCheck size={15} />
            Mark all as read
          </Button>
        </div>
      )}
      <ul className="divide-y divide-line">
        {items.map((notification) => (
          <NotificationCard key={notification.id} notification={notification} />
        ))}
      </ul>
      {hasNextPage && (
        <div className="flex justify-center p-4">
          <Button small disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? 'Loading…' : 'Show older'}
          </Button>
        </div>
      )}
    </>
  )
}
