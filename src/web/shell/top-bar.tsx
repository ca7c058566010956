import { Menu as MenuIcon, UserRound } from 'lucide-react'
import { useState } from 'react'
import { NotificationBell } from '../notifications/notification-bell.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { lazily } from '../ui/lazily.tsx'
import { Menu } from '../ui/menu.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { Logo } from './logo.tsx'
import { useSignedIn } from './me.ts'

const AccountChoices = lazily(() => import('./account-choices.tsx').then((module) => module.AccountChoices))
const ConversationSheet = lazily(() =>
  import('../chat/conversation-sheet.tsx').then((module) => module.ConversationSheet),
)

export function TopBar({ onHelp, onPalette }: { onHelp: () => void; onPalette: () => void }) {
  const { user } = useSignedIn()
  const [chats, setChats] = useState(false)
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 md:px-4">
      <IconButton label="Chats" onClick={() => setChats(true)} className="xl:hidden">
        <MenuIcon size={20} />
      </IconButton>
      <Logo />
      <span className="flex-1" />
      {user.isGuest && (
        <PageLink
          href="/settings#account"
          className="mr-1 rounded-md bg-accent-soft px-3 py-1.5 text-sm font-medium whitespace-nowrap text-accent-strong"
        >
          Keep my tasks
        </PageLink>
      )}
      <span className="max-md:hidden">
        <NotificationBell />
      </span>
      <Menu
        label="Account and settings"
        triggerClass="grid size-9 place-items-center text-muted hover:bg-sunken hover:text-ink"
        trigger={<UserRound size={19} />}
      >
        <AccountChoices onHelp={onHelp} onPalette={onPalette} />
      </Menu>
      {chats && <ConversationSheet onClose={() => setChats(false)} />}
    </header>
  )
}
