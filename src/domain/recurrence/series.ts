import type { ReminderInput } from '../reminder.ts'
import { addDays } from '../time/calendar.ts'
import { dueInstant, reminderFireAt } from '../time/due.ts'
import { today, toLocal } from '../time/resolve.ts'
import type { Instant, WallTime } from '../time/wall-time.ts'
import { afterCompletion } from './completion.ts'
import { lastOccurrenceUntil, nextOccurrence, occurrenceStart } from './occurrences.ts'
import type { Recurrence } from './recurrence.ts'

/**
 * The occurrence after one that ended at `completedAt`, always later than `occurrence`; null at the series' end.
 * From the schedule: the next one; if it is past already, `skip` goes on to the first that is not, `keep` to the
 * latest that is. A timed occurrence is past from its instant on, an all-day one when its day is over.
 * From completion: see `afterCompletion`.
 */
export function nextAfterCompletion({
  recurrence,
  occurrence,
  completedAt,
}: {
  recurrence: Recurrence
  occurrence: string
  completedAt: Instant
}): string | null {
  if (recurrence.basis === 'completion') return afterCompletion({ recurrence, occurrence, completedAt })
  const past = latestPast(recurrence, completedAt)
  if (past === null || past <= occurrence) return nextOccurrence(recurrence, occurrence)
  return recurrence.missed === 'keep' ? past : nextOccurrence(recurrence, past)
}

/**
 * The instant from which an occurrence still open counts as missed: when the next one begins (its time, or the start
 * of its day) or the first of its relative `reminders` fires, whichever is earlier — but never before the open one is
 * itself overdue, wherever it was moved. Null where nothing follows, and for a series from completion.
 */
export function rollAt({
  recurrence,
  occurrence,
  due,
  timeZone,
  reminders,
}: {
  recurrence: Recurrence
  occurrence: string
  due: WallTime
  timeZone: string
  reminders: readonly ReminderInput[]
}): Instant | null {
  if (recurrence.basis === 'completion') return null
  const next = nextOccurrence(recurrence, occurrence)
  if (next === null) return null
  const comesUp = comesUpAt(next, recurrence.timeZone, reminders)
  const overdue = dueInstant(due, timeZone)
  return comesUp > overdue ? comesUp : overdue
}

/**
 * The occurrence that should be open at `now` instead of `occurrence`: the latest that has come up, with the same
 * `reminders` as for `rollAt`, passing over any in between. Null while none has; not null once `rollAt` has come.
 */
export function occurrenceAt({
  recurrence,
  occurrence,
  now,
  reminders = [],
}: {
  recurrence: Recurrence
  occurrence: string
  now: Instant
  reminders?: readonly ReminderInput[]
}): string | null {
  if (recurrence.basis === 'completion') return null
  const past = latestPast(recurrence, now)
  const latest = past !== null && past > occurrence ? past : occurrence
  const next = nextOccurrence(recurrence, latest)
  const nextIsUp = next !== null && comesUpAt(next, recurrence.timeZone, reminders) <= new Date(now).toISOString()
  if (nextIsUp) return next
  return latest === occurrence ? null : latest
}

/** The due day or time that an occurrence stands for. */
export function dueOfOccurrence(occurrence: string): WallTime {
  return { date: occurrence.slice(0, 10), time: occurrence.slice(11) || null }
}

/** The latest occurrence that is past at `now`: its instant has come, or its day is over. */
function latestPast(recurrence: Recurrence, now: Instant): string | null {
  const { timeZone } = recurrence
  if (recurrence.start.time === null) return lastOccurrenceUntil(recurrence, addDays(today(now, timeZone), -1))
  const local = toLocal(now, timeZone)
  const latest = lastOccurrenceUntil(recurrence, local)
  // While clocks show an hour for the second time, an occurrence later in that hour is past already.
  const following = nextOccurrence(recurrence, local)
  const followingIsPast = following !== null && occurrenceStart(following, timeZone) <= new Date(now).toISOString()
  return followingIsPast ? following : latest
}

function comesUpAt(occurrence: string, timeZone: string, reminders: readonly ReminderInput[]): Instant {
  const due = dueOfOccurrence(occurrence)
  const fires = reminders.flatMap((reminder) =>
    reminder.kind === 'relative' ? (reminderFireAt(reminder, due, timeZone) ?? []) : [],
  )
  return fires.reduce((first, fire) => (fire < first ? fire : first), occurrenceStart(occurrence, timeZone))
}
