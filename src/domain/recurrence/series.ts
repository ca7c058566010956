import type { ReminderInput } from '../reminder.ts'
import { addDays } from '../time/calendar.ts'
import { dueInstant, reminderFireAt } from '../time/due.ts'
import { startOfDay, today, toLocal } from '../time/resolve.ts'
import type { Instant, WallTime } from '../time/wall-time.ts'
import { afterCompletion, type EndedOccurrence } from './completion.ts'
import { lastOccurrenceUntil, nextOccurrence, occurrenceStart } from './occurrences.ts'
import type { Recurrence } from './recurrence.ts'

/**
 * The occurrence after one that ended at `completedAt`, always later than `occurrence`; null at the series' end.
 * From the schedule: the next one; if it is past already, `skip` goes on to the first that is not, `keep` to the
 * latest that is. A timed occurrence is past from its instant on, an all-day one when its day is over.
 * From completion: see `afterCompletion`.
 */
export function nextAfterCompletion(ended: EndedOccurrence): string | null {
  const { recurrence, occurrence, completedAt } = ended
  if (recurrence.basis === 'completion') return afterCompletion(ended)
  const past = latestPast(recurrence, completedAt)
  if (past === null || past <= occurrence) return nextOccurrence(recurrence, occurrence)
  return recurrence.missed === 'keep' ? past : nextOccurrence(recurrence, past)
}

/**
 * The instant from which an occurrence still open counts as missed: when the next one begins (its time, or the start
 * of its day) or the first of its relative `reminders` fires, whichever is earlier — but never before the open one is
 * itself past, wherever it was moved. Null where nothing follows, and for a series from completion.
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
  const over = pastFrom(due, timeZone)
  return comesUp > over ? comesUp : over
}

/**
 * What follows an occurrence that counts as missed, that is, once its `rollAt` has come: the latest that has come up
 * by `now`, passing over any in between, and at least the next one. Null at the series' end, and from completion.
 * Without the `reminders` that `rollAt` knew it may stop one short; that one's own `rollAt` has then come already.
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
  if (past === null || past <= occurrence) return nextOccurrence(recurrence, occurrence)
  const next = nextOccurrence(recurrence, past)
  const isUp = next !== null && comesUpAt(next, recurrence.timeZone, reminders) <= new Date(now).toISOString()
  return isUp ? next : past
}

/** The due day or time that an occurrence stands for. */
export function dueOfOccurrence(occurrence: string): WallTime {
  return { date: occurrence.slice(0, 10), time: occurrence.slice(11) || null }
}

/** From when on a due time is past: its instant, or the first one after its day. */
function pastFrom(due: WallTime, timeZone: string): Instant {
  return due.time === null ? startOfDay(addDays(due.date, 1), timeZone) : dueInstant(due, timeZone)
}

/** The latest occurrence that is past at `now`. */
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
