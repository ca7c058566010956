import { AppError } from '../../domain/errors.ts'
import type { ReminderInput } from '../../domain/reminder.ts'
import { reminderFireAt } from '../../domain/time/due.ts'
import type { Instant, WallTime } from '../../domain/time/wall-time.ts'
import type { ReminderRow } from '../database/task-rows.ts'

/** What the times of reminders depend on. One that fires at or before `asOf` is `missed`: told, never fired. */
export type ReminderPlace = { due: WallTime | null; timeZone: string; asOf: Instant; newId: () => string }

/** Rows for the reminders a client asked for; equal ones once. AppError where a relative one has nothing to count from. */
export function newReminders(inputs: readonly ReminderInput[], place: ReminderPlace): ReminderRow[] {
  const rows = new Map<string, ReminderRow>()
  for (const input of inputs) {
    const fireAt = reminderFireAt(input, place.due, place.timeZone)
    if (fireAt === null)
      throw new AppError('invalid_input', { userMessage: 'A reminder before the due date needs a due date.' })
    const row: ReminderRow = {
      id: place.newId(),
      kind: input.kind,
      minutes_before: input.kind === 'relative' ? input.minutesBefore : null,
      fire_at: fireAt,
      status: fireAt <= place.asOf ? 'missed' : 'pending',
    }
    rows.set(sameAs(row), row)
  }
  return [...rows.values()]
}

/** The reminders after a client asked for these instead: equal ones stay what they were, as does a pending snooze. */
export function replaceReminders(
  old: readonly ReminderRow[],
  inputs: readonly ReminderInput[],
  place: ReminderPlace,
): ReminderRow[] {
  const before = new Map(old.map((row) => [sameAs(row), row]))
  const asked = newReminders(inputs, place).map((row) => before.get(sameAs(row)) ?? row)
  return [...asked, ...old.filter((row) => row.kind === 'snooze' && isUndelivered(row))]
}

/**
 * The reminders after the due date moved: relative ones follow it, what was due but not delivered yet is cancelled,
 * as is a snooze, and absolute ones stay.
 */
export function moveReminders(old: readonly ReminderRow[], place: ReminderPlace): ReminderRow[] {
  return old.flatMap((row): ReminderRow[] => {
    if (row.kind === 'snooze') return []
    if (row.kind === 'absolute') {
      const overtaken = isUndelivered(row) && Date.parse(row.fire_at) <= Date.parse(place.asOf)
      return [overtaken ? { ...row, status: 'cancelled' } : row]
    }
    if (place.due === null) return []
    const [moved] = newReminders([{ kind: 'relative', minutesBefore: row.minutes_before ?? 0 }], place)
    if (moved === undefined || sameAs(moved) === sameAs(row)) return [row]
    // Moved about in the past: what was delivered stays so.
    return [moved.status === 'missed' && !isUndelivered(row) ? { ...moved, status: row.status } : moved]
  })
}

/** The reminders with this snooze in place of any before. */
export function snoozeReminders(old: readonly ReminderRow[], until: Instant, newId: () => string): ReminderRow[] {
  const snooze: ReminderRow = { id: newId(), kind: 'snooze', minutes_before: null, fire_at: until, status: 'pending' }
  return [...old.filter((row) => row.kind !== 'snooze'), snooze]
}

/** The reminders of a task that is open again: those cancelled by its end, unless their time has passed. */
export function reviveReminders(old: readonly ReminderRow[], now: Instant): ReminderRow[] {
  return old.map((row) =>
    row.status === 'cancelled' && Date.parse(row.fire_at) > Date.parse(now) ? { ...row, status: 'pending' } : row,
  )
}

/** Relative reminders as minutes before the due time: what the next occurrence gets. */
export function relativeMinutes(rows: readonly ReminderRow[]): number[] {
  return rows.flatMap((row) => (row.kind === 'relative' ? [row.minutes_before ?? 0] : []))
}

export const relativeInput = (minutesBefore: number): ReminderInput => ({ kind: 'relative', minutesBefore })

const isUndelivered = (row: ReminderRow): boolean => row.status === 'pending' || row.status === 'claimed'
const sameAs = (row: ReminderRow): string => `${row.kind} ${row.minutes_before} ${Date.parse(row.fire_at)}`
