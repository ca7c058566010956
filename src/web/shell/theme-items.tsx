import { Check, Monitor, Moon, Sun } from 'lucide-react'
import { MenuItem } from '../ui/menu-items.tsx'
import { chooseTheme, currentTheme, type Theme } from './theme.ts'

const choices = [
  { theme: 'system', label: 'As the system', Icon: Monitor },
  { theme: 'light', label: 'Light', Icon: Sun },
  { theme: 'dark', label: 'Dark', Icon: Moon },
] as const satisfies readonly { theme: Theme; label: string; Icon: typeof Sun }[]

/** Rendered only while the menu is open, so it may ask the document. */
export function ThemeItems() {
  const current = currentTheme()
  return (
    <fieldset className="my-1 border-y border-line py-1">
      <legend className="sr-only">Colours</legend>
      {choices.map(({ theme, label, Icon }) => (
        <MenuItem
          key={theme}
          role="menuitemradio"
          aria-checked={theme === current}
          icon={theme === current ? <Check size={16} className="text-accent" /> : <Icon size={16} />}
          onClick={() => chooseTheme(theme)}
        >
          {label}
        </MenuItem>
      ))}
    </fieldset>
  )
}
