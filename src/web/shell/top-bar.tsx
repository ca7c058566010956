'use client'

import { Keyboard, LogOut, Menu as MenuIcon, Settings2, UserRound } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useSignOut } from '../identity/use-sign-out.ts'
import { NotificationBell } from '../notifications/notification-bell.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { Logo } from './logo.tsx'
import { useSignedIn } from './me.ts'
import { ThemeItems } from './theme-items.tsx'

const ConversationSheet = dynamic(() =>
  import('../chat/conversation-sheet.tsx').then((module) => module.ConversationSheet),
)

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { user } = useSignedIn()
  const router = useRouter()
  const signOut = useSignOut()
  const [chats, setChats] = useState(false)
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 md:px-4">
      <IconButton label="Chats" onClick={() => setChats(true)} className="xl:hidden">
        <MenuIcon size={20} />
      </IconButton>
      <Logo />
      <span className="flex-1" />
      {user.isGuest && (
        <Link
          href="/settings#account"
          className="mr-1 rounded-md bg-accent-soft px-3 py-1.5 text-sm font-medium whitespace-nowrap text-accent-strong"
        >
          Keep my tasks
        </Link>
      )}
      <span className="max-md:hidden">
        <NotificationBell />
      </span>
      <Menu
        label="Account and settings"
        triggerClass="grid size-9 place-items-center text-muted hover:bg-sunken hover:text-ink"
        trigger={<UserRound size={19} />}
      >
        <p className="max-w-60 truncate px-2.5 py-1.5 text-sm text-muted">{user.isGuest ? 'Guest' : user.email}</p>
        <MenuItem icon={<Settings2 size={16} />} onClick={() => router.push('/settings')}>
          Settings
        </MenuItem>
        <MenuItem icon={<Keyboard size={16} />} onClick={onHelp} note="?">
          Keyboard shortcuts
        </MenuItem>
        <ThemeItems />
        {!user.isGuest && (
          <MenuItem icon={<LogOut size={16} />} onClick={() => void signOut()}>
            Sign out
          </MenuItem>
        )}
      </Menu>
      {chats && <ConversationSheet onClose={() => setChats(false)} />}
    </header>
  )
}
