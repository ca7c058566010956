import { Keyboard, LogOut, Settings2, SquareTerminal } from 'lucide-react'
import { useRouter } from 'next/router'
import { useSignOut } from '../identity/use-sign-out.ts'
import { MenuItem, MenuItems } from '../ui/menu-items.tsx'
import { useSignedIn } from './me.ts'
import { ThemeItems } from './theme-items.tsx'

export function AccountChoices({ onHelp, onPalette }: { onHelp: () => void; onPalette: () => void }) {
  const { user } = useSignedIn()
  const router = useRouter()
  const signOut = useSignOut()
  return (
    <MenuItems>
      <div role="presentation" className="max-w-60 truncate px-2.5 py-1.5 text-sm text-muted">
        {user.isGuest ? 'Guest' : user.email}
      </div>
      <MenuItem icon={<Settings2 size={16} />} onClick={() => void router.push('/settings')}>
        Settings
      </MenuItem>
      <MenuItem icon={<Keyboard size={16} />} onClick={onHelp} note="?">
        Keyboard shortcuts
      </MenuItem>
      <MenuItem icon={<SquareTerminal size={16} />} onClick={onPalette} note="Ctrl K">
        Go to or do…
      </MenuItem>
      <ThemeItems />
      {!user.isGuest && (
        <MenuItem icon={<LogOut size={16} />} onClick={() => void signOut()}>
          Sign out
        </MenuItem>
      )}
    </MenuItems>
  )
}
