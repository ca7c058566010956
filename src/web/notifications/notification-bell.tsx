import { Bell } from 'lucide-react'
import { useState } from 'react'
import { CountBadge } from '../ui/count-badge.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { lazily } from '../ui/lazily.tsx'
import { useUnread } from './use-unread.ts'

const NotificationSheet = lazily(() => import('./notification-sheet.tsx').then((module) => module.NotificationSheet))

export function NotificationBell() {
  const unread = useUnread()
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton
        label={unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <span className="relative">
          <Bell size={19} />
          <CountBadge count={unread} />
        </span>
      </IconButton>
      {open && <NotificationSheet onClose={() => setOpen(false)} />}
    </>
  )
}
