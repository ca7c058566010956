import { limits } from '../limits.ts'
import { localOf, type ResolvedTime, resolveWallTime, startOfDay } from '../time/resolve.ts'
import type { Instant } from '../time/wall-time.ts'
import { type CompiledRule, compileRule } from './compiled-rule.ts'
import type { Recurrence } from './recurrence.ts'

/**
 * Occurrences are nominal: local texts, `YYYY-MM-DD` (all day) or `YYYY-MM-DDTHH:MM`, expanded as if in UTC and only
 * then resolved in the series' zone, so that none is lost where clocks change. They begin with the first match on or
 * after `start` — `start` itself only if it matches — and COUNT counts from there.
 */
type Series = Pick<Recurrence, 'rule' | 'start'>

/** The first occurrence strictly after `after` (a day alone means all of that day); null where the series has ended. */
export function nextOccurrence(series: Series, after: string): string | null {
  const compiled = compileRule(series.rule, localOf(series.start))
  return toNominal(compiled, compiled.next(boundOf(compiled, after)))
}

/** The last occurrence at or before `until` (a day alone includes all of that day); null where there is none. */
export function lastOccurrenceUntil(series: Series, until: string): string | null {
  const compiled = compileRule(series.rule, localOf(series.start))
  return toNominal(compiled, compiled.previous(boundOf(compiled, until)))
}

/** The first occurrence of all; null where the rule never matches on or after `start`. */
export function firstOccurrence(series: Series): string | null {
  const compiled = compileRule(series.rule, localOf(series.start))
  return toNominal(compiled, compiled.next(compiled.start - 1))
}

/** Why this rule yields nothing from this start on, as a sentence for the user; null where it does. */
export function emptySeriesProblem(series: Series): string | null {
  return firstOccurrence(series) === null ? 'That repeat rule never comes up from that day on.' : null
}

/** An occurrence and its instant: its time, or the start of its day. */
export type OccurrencePreview = { local: string } & ResolvedTime

/** Up to `count` occurrences after `after`, from the first one on where it is absent. `count` is capped by `limits`. */
export function previewOccurrences(
  recurrence: Pick<Recurrence, 'rule' | 'start' | 'timeZone'>,
  { after, count }: { after?: string; count: number },
): OccurrencePreview[] {
  const found: OccurrencePreview[] = []
  let local = after === undefined ? firstOccurrence(recurrence) : nextOccurrence(recurrence, after)
  while (local !== null && found.length < Math.min(count, limits.recurrencePreview)) {
    found.push({ local, ...resolveOccurrence(local, recurrence.timeZone) })
    local = nextOccurrence(recurrence, local)
  }
  return found
}

/** When an occurrence begins: its time, or the start of its day. */
export function occurrenceStart(occurrence: string, timeZone: string): Instant {
  return resolveOccurrence(occurrence, timeZone).instant
}

function resolveOccurrence(occurrence: string, timeZone: string): ResolvedTime {
  if (occurrence.length > 10) return resolveWallTime(occurrence, timeZone)
  // An all-day occurrence has no time that could be skipped or repeated.
  return { instant: startOfDay(occurrence, timeZone), shift: null }
}

/** The last nominal millisecond that counts as "until `local`". */
function boundOf(compiled: CompiledRule, local: string): number {
  if (compiled.allDay) return Date.parse(`${local.slice(0, 10)}T00:00Z`)
  return Date.parse(local.length > 10 ? `${local}Z` : `${local}T23:59Z`)
}

function toNominal(compiled: CompiledRule, epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString().slice(0, compiled.allDay ? 10 : 16)
}
