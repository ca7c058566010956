import { useState } from 'react'
import { chooseTheme, currentTheme, type Theme } from '../shell/theme.ts'
import { OptionGroup } from '../ui/option-group.tsx'
import { Section } from './section.tsx'

const names: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

export function AppearanceSection() {
  const [theme, setTheme] = useState(currentTheme)
  return (
    <Section title="Appearance" intro="Kept on this device.">
      <OptionGroup
        label="Colours"
        single
        options={names}
        chosen={[theme]}
        onChange={([chosen = theme]) => {
          chooseTheme(chosen)
          setTheme(chosen)
        }}
      />
    </Section>
  )
}
