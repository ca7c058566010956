import { describe, expect, it } from 'vitest'
import { recurrenceRuleProblem } from '../../../domain/recurrence/rule.ts'
import { customOfRule, ruleOfCustom } from './custom-rule.ts'
import { recurrencePresets } from './recurrence-presets.ts'
import { leadWords, reminderInputs } from './reminder-inputs.ts'

describe('recurrencePresets', () => {
  it.each(['2026-11-23', '2026-11-30', '2028-02-29', '2026-12-31'])('are all valid rules (%s)', (date) => {
    for (const { rule } of recurrencePresets(date, 'en-GB')) expect(recurrenceRuleProblem(rule)).toBeNull()
  })

  it('mean the day they are made for', () => {
    const labels = recurrencePresets('2026-11-30', 'en-GB').map(({ label }) => label)
    expect(labels).toContain('Every Monday')
    expect(labels).toContain('On the last day of every month')
    expect(labels).toContain('On the last Monday of every month')
    expect(labels).toContain('Every year on 30 Nov')
  })
})

describe('the custom editor', () => {
  it.each(['FREQ=DAILY;INTERVAL=3', 'FREQ=WEEKLY;BYDAY=MO,FR;COUNT=10', 'FREQ=MONTHLY;UNTIL=20270630', 'FREQ=YEARLY'])(
    'shows and gives back %s',
    (rule) => {
      expect(ruleOfCustom(customOfRule(rule))).toBe(rule)
    },
  )

  it('begins afresh with a rule it cannot read', () => {
    expect(ruleOfCustom(customOfRule('nonsense'))).toBe('FREQ=WEEKLY')
  })
})

describe('reminders', () => {
  it('are told in the largest whole unit', () => {
    expect([0, 10, 60, 90, 1_440, 20_160, null].map(leadWords)).toEqual([
      'When it is due',
      '10 minutes before',
      '1 hour before',
      '90 minutes before',
      '1 day before',
      '2 weeks before',
      'At a fixed time',
    ])
  })

  it('are sent back without snoozes', () => {
    const base = { id: 'x', fireAt: '2026-11-23T09:00:00Z', status: 'pending' } as const
    expect(
      reminderInputs([
        { ...base, kind: 'relative', minutesBefore: 30 },
        { ...base, kind: 'absolute', minutesBefore: null },
        { ...base, kind: 'snooze', minutesBefore: null },
      ]),
    ).toEqual([
      { kind: 'relative', minutesBefore: 30 },
      { kind: 'absolute', at: '2026-11-23T09:00:00Z' },
    ])
  })
})
