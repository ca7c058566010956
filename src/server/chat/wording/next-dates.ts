import { type OccurrencePreview, previewOccurrences } from '../../../domain/recurrence/occurrences.ts'
import type { Task } from '../../../domain/task.ts'
import { addDays } from '../../../domain/time/calendar.ts'
import { toWallTime } from '../../../domain/time/resolve.ts'
import { zoneOffset } from '../../../domain/time/zone-offset.ts'
import { calendarText, type Present, timeText } from './dates.ts'

const told = 5

/**
 * "The next five: Mon 30 Nov, …, Mon 28 Dec.", so that nobody has to trust a rule unseen; says where the clocks change.
 * Empty where a task does not repeat, or its completion decides when.
 */
export function nextDatesSentence({ occurrence, recurrence }: Task, present: Present): string {
  if (occurrence === null || recurrence === null || recurrence.basis === 'completion') return ''
  const from = addDays(occurrence.slice(0, 10), -1)
  const found = previewOccurrences(recurrence, { after: from, count: told + 1 })
  const dates = found.slice(0, told)
  if (dates.length < 2) return ''
  const zone = { timeZone: recurrence.timeZone, present }
  const named = dates.map((date, n) => calendarText(date.local.slice(0, 10), present) + note(date, dates[n - 1], zone))
  return `${found.length > told ? 'The next five' : 'All of them'}: ${named.join(', ')}.`
}

/** What the clocks do to an occurrence, or did between it and the one before. All-day ones do not care. */
function note(
  { local, instant, shift }: OccurrencePreview,
  before: OccurrencePreview | undefined,
  { timeZone, present }: { timeZone: string; present: Present },
): string {
  const time = local.slice(11)
  if (time === '') return ''
  const clock = timeText(time, present)
  if (shift === 'gap') return ` (the clocks skip ${clock}: at ${timeText(toWallTime(instant, timeZone).time, present)})`
  if (shift === 'fold') return ` (the clocks show ${clock} twice: the first time)`
  if (before === undefined) return ''
  const ahead = zoneOffset(Date.parse(instant), timeZone) - zoneOffset(Date.parse(before.instant), timeZone)
  return ahead === 0 ? '' : ` (clocks ${ahead > 0 ? 'forward' : 'back'} before it)`
}
