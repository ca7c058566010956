import { useState } from 'react'
import type { Frequency, WeekdayCode } from '../../../domain/recurrence/rule-parts.ts'
import { weekdayNameOf } from '../../time/clock-format.ts'
import { Field } from '../../ui/field.tsx'
import { OptionGroup } from '../../ui/option-group.tsx'
import { Select } from '../../ui/select.tsx'
import { type CustomRule, customOfRule, ruleOfCustom } from './custom-rule.ts'
import { weekdayCodesInOrder } from './recurrence-presets.ts'

const frequencies: Record<Frequency, string> = { DAILY: 'days', WEEKLY: 'weeks', MONTHLY: 'months', YEARLY: 'years' }
const ends: Record<CustomRule['end']['kind'], string> = {
  never: 'Never',
  count: 'After a number of times',
  until: 'On a date',
}
const weekdays = Object.fromEntries(
  weekdayCodesInOrder.map((code, index) => [code, weekdayNameOf(index + 1).slice(0, 3)]),
) as Record<WeekdayCode, string>

export function CustomRuleFields({ rule, onChange }: { rule: string; onChange: (rule: string) => void }) {
  const [custom, setCustom] = useState(() => customOfRule(rule))
  const change = (part: Partial<CustomRule>) => {
    const next = { ...custom, ...part }
    setCustom(next)
    onChange(ruleOfCustom(next))
  }
  const { end } = custom
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3">
        <Field
          label="Every"
          type="number"
          min={1}
          max={999}
          value={custom.interval}
          onChange={(event) => change({ interval: whole(event.target.value) })}
        />
        <Select
          label="Unit"
          options={frequencies}
          value={custom.frequency}
          onChange={(frequency) => change({ frequency })}
        />
      </div>
      {custom.frequency === 'WEEKLY' && (
        <OptionGroup
          label="On"
          options={weekdays}
          chosen={custom.weekdays}
          onChange={(chosen) => change({ weekdays: chosen })}
        />
      )}
      <div className="grid gap-3 min-[26rem]:grid-cols-2">
        <Select
          label="Ends"
          options={ends}
          value={end.kind}
          onChange={(kind) =>
            change({ end: kind === 'never' ? { kind } : kind === 'count' ? { kind, count: 10 } : { kind, date: '' } })
          }
        />
        {end.kind === 'count' && (
          <Field
            label="Times"
            type="number"
            min={1}
            max={1000}
            value={end.count}
            onChange={(event) => change({ end: { kind: 'count', count: whole(event.target.value) } })}
          />
        )}
        {end.kind === 'until' && (
          <Field
            label="Last day"
            type="date"
            value={end.date}
            onChange={(event) => change({ end: { kind: 'until', date: event.target.value } })}
          />
        )}
      </div>
    </div>
  )
}

const whole = (text: string) => Math.max(1, Math.min(999, Math.trunc(Number(text)) || 1))
