import { useState } from 'react'
import type { RecurrenceInput } from '../../../domain/recurrence/recurrence.ts'
import type { Task } from '../../../domain/task.ts'
import { today } from '../../../domain/time/resolve.ts'
import { useReader } from '../../time/reader.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { CustomRuleFields } from './custom-rule-fields.tsx'
import { recurrencePresets } from './recurrence-presets.ts'
import { RecurrencePreview } from './recurrence-preview.tsx'

type Props = { task: Task; onSave: (recurrence: RecurrenceInput) => void; onCancel: () => void }
type Missed = NonNullable<RecurrenceInput['missed']>
type Basis = NonNullable<RecurrenceInput['basis']>

const custom = 'custom'
const bases: Record<Basis, string> = {
  schedule: 'From the schedule',
  completion: 'From when I complete it',
}
const policies: Record<Missed, string> = {
  skip: 'Go on to the next one',
  keep: 'Keep the missed one open',
}

export function RecurrenceEditor({ task, onSave, onCancel }: Props) {
  const { now, locale } = useReader()
  const start = task.due ?? { date: today(now, task.timeZone), time: null }
  const presets = recurrencePresets(start.date, locale)
  const [rule, setRule] = useState(task.recurrence?.rule ?? presets[2]?.rule ?? 'FREQ=WEEKLY')
  const [customised, setCustomised] = useState(!presets.some((preset) => preset.rule === rule))
  const [basis, setBasis] = useState<Basis>(task.recurrence?.basis ?? 'schedule')
  const [missed, setMissed] = useState<Missed>(task.recurrence?.missed ?? 'skip')
  const options = { ...Object.fromEntries(presets.map((preset) => [preset.rule, preset.label])), [custom]: 'Custom…' }
  return (
    <fieldset className="flex flex-col gap-3 rounded-lg border border-line p-4">
      <legend className="px-1 text-sm font-medium">Repeats</legend>
      <Select
        label="How often"
        options={options}
        value={customised ? custom : rule}
        onChange={(value) => {
          setCustomised(value === custom)
          if (value !== custom) setRule(value)
        }}
      />
      {customised && <CustomRuleFields rule={rule} onChange={setRule} />}
      <Select label="The next one is counted" options={bases} value={basis} onChange={setBasis} />
      <Select label="If I miss one" options={policies} value={missed} onChange={setMissed} />
      <RecurrencePreview rule={rule} basis={basis} start={start} timeZone={task.timeZone} />
      <div className="flex justify-end gap-2">
        <Button small look="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button small look="primary" onClick={() => onSave({ rule, basis, missed })}>
          Save
        </Button>
      </div>
    </fieldset>
  )
}
