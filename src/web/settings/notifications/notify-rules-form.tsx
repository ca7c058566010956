import { useEffect, useState } from 'react'
import type { NotifyRules } from '../../../domain/destination.ts'
import { weekdayNameOf } from '../../time/clock-format.ts'
import { Field } from '../../ui/field.tsx'
import { OptionGroup } from '../../ui/option-group.tsx'
import { useDestinations } from './use-destinations.ts'

const usual = {
  quiet: { from: '22:00', until: '07:00', urgent: true },
  digest: { time: '08:00', days: [1, 2, 3, 4, 5] },
}
const weekdays = Object.fromEntries(
  [1, 2, 3, 4, 5, 6, 7].map((day) => [String(day), weekdayNameOf(day).slice(0, 3)]),
) as Record<string, string>

/** Each change is stored at once; a time when its field is left. */
export function NotifyRulesForm({ rules }: { rules: NotifyRules }) {
  const { saveRules } = useDestinations()
  const { quiet, digest } = rules
  const save = (change: Partial<NotifyRules>) => void saveRules({ ...rules, ...change })
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-3">
        <Toggle on={quiet !== null} onChange={(on) => save({ quiet: on ? usual.quiet : null })}>
          Quiet hours
          <Hint>Nothing is sent then. What came up meanwhile comes in one message when they end.</Hint>
        </Toggle>
        {quiet !== null && (
          <div className="flex flex-col gap-3 pl-8">
            <div className="grid grid-cols-2 gap-4 sm:max-w-80">
              <TimeField label="From" value={quiet.from} onSave={(from) => save({ quiet: { ...quiet, from } })} />
              <TimeField label="Until" value={quiet.until} onSave={(until) => save({ quiet: { ...quiet, until } })} />
            </div>
            <Toggle on={quiet.urgent} onChange={(urgent) => save({ quiet: { ...quiet, urgent } })}>
              Urgent tasks come all the same
            </Toggle>
          </div>
        )}
      </div>
      <div className="flex flex-col gap-3 border-t border-line pt-5">
        <Toggle on={digest !== null} onChange={(on) => save({ digest: on ? usual.digest : null })}>
          Morning digest
          <Hint>What is due today and overdue; on days without any, nothing comes.</Hint>
        </Toggle>
        {digest !== null && (
          <div className="flex flex-col gap-3 pl-8">
            <div className="sm:max-w-40">
              <TimeField label="At" value={digest.time} onSave={(time) => save({ digest: { ...digest, time } })} />
            </div>
            <OptionGroup
              label="On"
              options={weekdays}
              chosen={digest.days.map(String)}
              onChange={(days) => days.length > 0 && save({ digest: { ...digest, days: days.map(Number) } })}
            />
          </div>
        )}
      </div>
    </div>
  )
}

type ToggleProps = { on: boolean; onChange: (on: boolean) => void; children: React.ReactNode }

/** Ticked at once; what is stored has the last word. */
function Toggle({ on, onChange, children }: ToggleProps) {
  const [shown, setShown] = useState(on)
  useEffect(() => setShown(on), [on])
  return (
    <label className="flex items-start gap-3">
      <input
        type="checkbox"
        checked={shown}
        onChange={({ target }) => {
          setShown(target.checked)
          onChange(target.checked)
        }}
        className="mt-1 size-4.5 shrink-0 accent-accent"
      />
      <span className="font-medium">{children}</span>
    </label>
  )
}

const Hint = ({ children }: { children: React.ReactNode }) => (
  <span className="block text-sm font-normal text-muted">{children}</span>
)

type TimeProps = { label: string; value: string; onSave: (value: string) => void }

function TimeField({ label, value, onSave }: TimeProps) {
  return (
    <Field
      key={value}
      label={label}
      type="time"
      required
      defaultValue={value}
      onBlur={({ target }) => target.value !== '' && target.value !== value && onSave(target.value)}
    />
  )
}
