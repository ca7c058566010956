import type { Reminder, ReminderInput } from '../../../domain/reminder.ts'

/** Minutes before the due time that the menu offers. */
export const leadChoices = [0, 10, 30, 60, 2 * 60, 24 * 60, 2 * 24 * 60, 7 * 24 * 60] as const

const units = [
  { minutes: 7 * 24 * 60, name: 'week' },
  { minutes: 24 * 60, name: 'day' },
  { minutes: 60, name: 'hour' },
  { minutes: 1, name: 'minute' },
] as const

/** `2 hours before`; null is a fixed time. */
export function leadWords(minutesBefore: number | null): string {
  if (minutesBefore === null) return 'At a fixed time'
  if (minutesBefore === 0) return 'When it is due'
  const unit = units.find(({ minutes }) => minutesBefore % minutes === 0) ?? units[3]
  const count = minutesBefore / unit.minutes
  return `${count} ${unit.name}${count === 1 ? '' : 's'} before`
}

/** Stored reminders as they are sent back; snoozes are not the task's own and stay out. */
export function reminderInputs(reminders: readonly Reminder[]): ReminderInput[] {
  return reminders.flatMap((reminder): ReminderInput[] => {
    if (reminder.kind === 'relative') return [{ kind: 'relative', minutesBefore: reminder.minutesBefore ?? 0 }]
    return reminder.kind === 'absolute' ? [{ kind: 'absolute', at: reminder.fireAt }] : []
  })
}
