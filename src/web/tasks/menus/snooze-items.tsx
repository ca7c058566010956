import { useSettings } from '../../shell/me.ts'
import { useReader } from '../../time/reader.ts'
import { snoozeChoices } from '../../time/snooze-choices.ts'
import { MenuItem, MenuItems } from '../../ui/menu-items.tsx'

/** When to be reminded again. */
export function SnoozeItems({ onChoose }: { onChoose: (until: string) => void }) {
  const reader = useReader()
  const { weekStart } = useSettings()
  return (
    <MenuItems>
      {snoozeChoices(reader, weekStart).map(({ label, until, note }) => (
        <MenuItem key={label} note={note} onClick={() => onChoose(until)}>
          {label}
        </MenuItem>
      ))}
    </MenuItems>
  )
}
