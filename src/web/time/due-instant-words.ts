import { today, toWallTime } from '../../domain/time/resolve.ts'
import type { Instant } from '../../domain/time/wall-time.ts'
import { dayWords } from './day-words.ts'
import { instantWords, type Reader } from './instant-words.ts'

/** When something was due, from its instant alone. All-day tasks are due at the last millisecond of their day. */
export function dueInstantWords(dueAt: Instant, reader: Reader): string {
  if (!dueAt.endsWith(':59.999Z')) return instantWords(dueAt, reader)
  return dayWords(toWallTime(dueAt, reader.timeZone).date, today(reader.now, reader.timeZone), reader.locale)
}
