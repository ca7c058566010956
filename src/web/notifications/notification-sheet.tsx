import { Dialog } from '../ui/dialog.tsx'
import { NotificationPane } from './notification-pane.tsx'

export function NotificationSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Notifications" side onClose={onClose}>
      <div className="-m-5">
        <NotificationPane />
      </div>
    </Dialog>
  )
}
