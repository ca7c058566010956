import { Bell, ListTodo, MessageCircle } from 'lucide-react'
import { useUnread } from '../notifications/use-unread.ts'
import { cx } from '../ui/class-names.ts'
import { CountBadge } from '../ui/count-badge.tsx'

export type Pane = 'chat' | 'tasks' | 'notifications'

const panes = [
  { pane: 'chat', label: 'Chat', Icon: MessageCircle },
  { pane: 'tasks', label: 'Tasks', Icon: ListTodo },
  { pane: 'notifications', label: 'Notifications', Icon: Bell },
] as const

/** Phones only: which part of the page is shown. */
export function BottomBar({ pane, onChange }: { pane: Pane; onChange: (pane: Pane) => void }) {
  const unread = useUnread()
  return (
    <nav
      aria-label="Parts of the page"
      className="grid grid-cols-3 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {panes.map(({ pane: own, label, Icon }) => (
        <button
          key={own}
          type="button"
          aria-current={own === pane ? 'page' : undefined}
          onClick={() => onChange(own)}
          className={cx(
            'flex h-14 flex-col items-center justify-center gap-0.5 text-xs font-medium',
            own === pane ? 'text-accent' : 'text-muted',
          )}
        >
          <span className="relative">
            <Icon size={21} aria-hidden="true" />
            {own === 'notifications' && <CountBadge count={unread} />}
          </span>
          {label}
          {own === 'notifications' && unread > 0 && <span className="sr-only">, {unread} unread</span>}
        </button>
      ))}
    </nav>
  )
}
