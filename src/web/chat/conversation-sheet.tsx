import { Dialog } from '../ui/dialog.tsx'
import { ConversationList } from './conversation-list.tsx'

/** The chats on narrow windows. */
export function ConversationSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Chats" side onClose={onClose}>
      <div className="-m-3 h-full">
        <ConversationList onChosen={onClose} />
      </div>
    </Dialog>
  )
}
