import { firstOccurrence, nextOccurrence } from '../recurrence/occurrences.ts'
import type { Recurrence } from '../recurrence/recurrence.ts'
import { formatRule, rulePartsOf } from '../recurrence/rule.ts'
import { endOfDay, resolveWallTime } from '../time/resolve.ts'
import { dateValue, instantValue } from './content-line.ts'

/** The RRULE of a series told from `occurrence` on: COUNT is what is left, UNTIL of a timed series is in UTC. */
export function ruleFrom(recurrence: Recurrence, occurrence: string): string {
  const { count, until, ...parts } = rulePartsOf(recurrence.rule)
  const left = count === null ? null : Math.max(1, count - occurrencesBefore(recurrence, occurrence))
  const rule = formatRule({ ...parts, count: left, until: null })
  return until === null ? rule : `${rule};UNTIL=${untilValue(until, recurrence)}`
}

function untilValue(until: string, { start, timeZone }: Recurrence): string {
  if (start.time === null) return dateValue(until.slice(0, 10))
  return instantValue(until.length > 10 ? resolveWallTime(until, timeZone).instant : endOfDay(until, timeZone))
}

function occurrencesBefore(recurrence: Recurrence, occurrence: string): number {
  let count = 0
  for (let at = firstOccurrence(recurrence); at !== null && at < occurrence; at = nextOccurrence(recurrence, at))
    count += 1
  return count
}
