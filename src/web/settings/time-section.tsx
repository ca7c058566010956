import { useSettings } from '../shell/me.ts'
import { weekdayNameOf } from '../time/clock-format.ts'
import { detectedTimeZone, sameZone } from '../time/detected-zone.ts'
import { fullInstantWords } from '../time/instant-words.ts'
import { useReader } from '../time/reader.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { Section } from './section.tsx'
import { useSaveSettings } from './use-save-settings.ts'
import { ZoneField } from './zone-field.tsx'

// In minutes; 'none' for no reminder at all.
const reminders = {
  none: 'No reminder',
  '0': 'When it is due',
  '10': '10 minutes before',
  '30': '30 minutes before',
  '60': 'An hour before',
  '1440': 'A day before',
} as const
const locales = { 'en-GB': '23 Nov, 23/11', 'en-US': 'Nov 23, 11/23' } as const
const hourCycles = { h23: '21:30', h12: '9:30 pm' } as const
const weekdays = Object.fromEntries(
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => [String(weekday), weekdayNameOf(weekday)]),
) as Record<string, string>

const reminderChoice = (minutes: number | null | undefined): keyof typeof reminders => {
  const choice = String(minutes ?? 'none')
  return choice in reminders ? (choice as keyof typeof reminders) : 'none'
}

export function TimeSection() {
  const settings = useSettings()
  const reader = useReader()
  const save = useSaveSettings()
  const here = detectedTimeZone()
  return (
    <Section title="Time" intro={`On your clock it is ${fullInstantWords(reader.now, reader)}.`}>
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="flex flex-col gap-2 sm:col-span-2">
          <ZoneField key={settings.timeZone} value={settings.timeZone} onSave={(timeZone) => void save({ timeZone })} />
          {!sameZone(here, settings.timeZone) && (
            <div>
              <Button small onClick={() => void save({ timeZone: here })}>
                Use this device’s zone, {here}
              </Button>
            </div>
          )}
        </div>
        <Select
          label="Dates are written"
          options={locales}
          value={settings.locale}
          onChange={(locale) => void save({ locale })}
        />
        <Select
          label="Times are written"
          options={hourCycles}
          value={settings.hourCycle}
          onChange={(hourCycle) => void save({ hourCycle })}
        />
        <Select
          label="The week begins on"
          options={weekdays}
          value={String(settings.weekStart)}
          onChange={(weekStart) => void save({ weekStart: Number(weekStart) })}
        />
        <Select
          label="New tasks with a time remind"
          options={reminders}
          value={reminderChoice(settings.defaultReminder)}
          onChange={(chosen) => void save({ defaultReminder: chosen === 'none' ? null : Number(chosen) })}
        />
      </div>
    </Section>
  )
}
