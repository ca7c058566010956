import { formatRule } from '../../../domain/recurrence/rule.ts'
import { type Frequency, parseRule, type RuleParts, type WeekdayCode } from '../../../domain/recurrence/rule-parts.ts'

/** What the custom editor can express. */
export type CustomRule = {
  frequency: Frequency
  interval: number
  weekdays: WeekdayCode[]
  end: { kind: 'never' } | { kind: 'count'; count: number } | { kind: 'until'; date: string }
}

const none: Omit<RuleParts, 'frequency' | 'interval'> = {
  months: [],
  monthDays: [],
  weekdays: [],
  positions: [],
  weekStart: 'MO',
  count: null,
  until: null,
}

/** The editor's state for a rule; what the editor cannot show (such as "the second Friday") is left out of it. */
export function customOfRule(rule: string): CustomRule {
  const parsed = parseRule(rule)
  const parts: RuleParts = parsed.ok ? parsed.parts : { ...none, frequency: 'WEEKLY', interval: 1 }
  return {
    frequency: parts.frequency,
    interval: parts.interval,
    weekdays: parts.weekdays.map(({ code }) => code),
    end:
      parts.count !== null
        ? { kind: 'count', count: parts.count }
        : parts.until !== null
          ? { kind: 'until', date: parts.until.slice(0, 10) }
          : { kind: 'never' },
  }
}

/** The rule that the editor's state means; weekdays count for weeks only. */
export function ruleOfCustom({ frequency, interval, weekdays, end }: CustomRule): string {
  return formatRule({
    ...none,
    frequency,
    interval,
    weekdays: frequency === 'WEEKLY' ? weekdays.map((code) => ({ code, ordinal: null })) : [],
    count: end.kind === 'count' ? end.count : null,
    until: end.kind === 'until' && end.date !== '' ? end.date : null,
  })
}
