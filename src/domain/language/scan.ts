import type { Priority } from '../task.ts'
import { matchLeadTime, matchPriority, matchTag } from './marks.ts'
import type { Moment } from './piece.ts'
import type { Command, Shift, Span } from './plan.ts'
import { type Resolved, resolveWhen } from './resolve-when.ts'
import { matchShift } from './shift-phrase.ts'
import { at, type Token } from './tokens.ts'
import { matchWhen } from './when.ts'
import type { When } from './when-shape.ts'

/** Something understood in a message: which tokens it covers and what it says. */
export type Found = {
  from: number
  end: number /** Where the span ends, if words after it only complete the phrase. */
  shown?: number
} & (
  | { kind: 'date'; when: When; resolved: Resolved }
  | { kind: 'priority'; priority: Priority }
  | { kind: 'tag'; tags: string[] }
  | { kind: 'lead'; minutesBefore: number[] }
  | { kind: 'shift'; shift: Shift }
)

/** A message taken apart: what was understood in it, and the tokens left. */
export type Scan = { tokens: readonly Token[]; found: Found[]; rest: readonly Token[] }

const timers = new Set('alarm alarms timer reminder alert snooze notification'.split(' '))

/** What a clause's words say about its dates: the verb it begins with, and whether it may change something. */
type Clausal = { verb: string; moving: boolean }

const fromTo = /^(change|move|reschedule|shift|switch|postpone|update|push|adjust)$/
const shiftable =
  /^(postpone|delay|push|shift|bump|move|extend|defer|reschedule|pull|bring|advance|prepone|make|do|add|change|set|put|take|start|have|keep)$/

/**
 * Finds dates, repetitions, priorities, tags, lead times and lengths to move by from left to right; they never overlap.
 */
export function scan(tokens: readonly Token[], now: Moment, around: Clausal): Scan {
  const result: Found[] = []
  const rest: Token[] = []
  let excepting = false
  for (let index = 0; index < tokens.length; ) {
    // "daily except in May" repeats daily; the exception stays in the title, its date is none of the task's.
    excepting ||= /^(except|excluding)$/.test(at(tokens, index).word) && result.some(isSeries)
    const match = at(tokens, index).opaque || excepting ? null : matchAt(tokens, index, { now, around })
    if (match === null) {
      rest.push(at(tokens, index))
      index++
    } else {
      result.push(match)
      index = match.end
    }
  }
  return { tokens, found: result, rest }
}

const isSeries = (item: Found) => item.kind === 'date' && item.when.repeat !== null

const snoozing = new Set(['snooze', 'silence', 'sleep', 'hold', 'another'])

/** "it starts", "it's scheduled", "hand": what may follow "before" and means nothing more. */
function leadTail(tokens: readonly Token[], index: number): number {
  const word = at(tokens, index).word
  if (word === 'hand' || word === 'then') return index + 1
  if (word !== 'it' && word !== "it's" && word !== 'the') return index
  const next = at(tokens, index + 1).word
  if (word === 'the') return next === 'event' || next === 'time' ? index + 2 : index
  if (/^(starts|begins|happens|scheduled|due|start)$/.test(next)) return index + 2
  if (next === 'is' && /^(scheduled|due)$/.test(at(tokens, index + 2).word)) return index + 3
  return index + 1
}

function matchAt(
  tokens: readonly Token[],
  index: number,
  { now, around }: { now: Moment; around: Clausal },
): Found | null {
  const shift = shiftable.test(around.verb) ? matchShift(tokens, index, around.verb) : null
  if (shift !== null) return { from: index, end: shift.end, kind: 'shift', shift: shift.value }
  const tag = matchTag(tokens, index)
  if (tag !== null) return { from: index, end: tag.end, kind: 'tag', tags: tag.value }
  const priority = matchPriority(tokens, index)
  if (priority !== null) return { from: index, end: priority.end, kind: 'priority', priority: priority.value }
  const previous = at(tokens, index - 1).word
  const timer =
    timers.has(previous) ||
    snoozing.has(previous) ||
    (timers.has(at(tokens, index - 2).word) && /^(set|me|on|up|off|please|go)$/.test(previous))
  const when = matchWhen(tokens, index, {
    now,
    around: {
      timer: timer || snoozing.has(at(tokens, 0).word),
      moving: around.moving,
      fromTo: fromTo.test(around.verb),
    },
  })
  const lead = matchLeadTime(tokens, index)
  if (lead !== null && (when === null || when.end < lead.end))
    return { from: index, end: leadTail(tokens, lead.end), shown: lead.end, kind: 'lead', minutesBefore: lead.value }
  if (when === null) return null
  const resolved = resolveWhen(when, now)
  if (resolved.dues.length === 0 && !resolved.tooFrequent) return null
  return { from: index, end: when.end, kind: 'date', when, resolved }
}

/** Everything found, by kind. */
export type Marks = { priority: Priority; tags: string[]; leads: number[]; dates: Extract<Found, { kind: 'date' }>[] }

export function marksOf(scan: Pick<Scan, 'found'>): Marks {
  const marks: Marks = { priority: 'none', tags: [], leads: [], dates: [] }
  for (const item of scan.found) {
    if (item.kind === 'priority') marks.priority = item.priority
    else if (item.kind === 'tag') marks.tags.push(...item.tags)
    else if (item.kind === 'lead') marks.leads.push(...item.minutesBefore)
    else if (item.kind === 'date') marks.dates.push(item)
  }
  return { ...marks, tags: [...new Set(marks.tags)] }
}

/** Where nothing is made to repeat, "my alarms on Fridays" only names days. */
const saysEvery = (tokens: readonly Token[], { from, end }: Found) =>
  tokens.slice(from, end).some((token) => /^(every|each|everyday|annual)$|ly$/.test(token.word))

/** Said before a date, and no part of it: "due on Friday", "starting next week", "for Friday's match". */
function spanStart(tokens: readonly Token[], item: Found, creates: boolean): number {
  if (item.kind !== 'date') return item.from
  const first = at(tokens, item.from).word
  const beside =
    first === 'due' ||
    (first === 'of' && creates) ||
    (item.when.repeat === null && /^(starting|beginning)$/.test(first) && at(tokens, item.from + 1).word !== 'with') ||
    (first === 'for' && at(tokens, item.end - 1).possessive)
  if (!beside || item.end - item.from < 2) return item.from
  return at(tokens, item.from + 1).kind === 'mark' ? item.from + 2 : item.from + 1
}

/** Every few minutes is about being reminded; a task does not repeat like that. */
const isNagging = ({ repeat }: When) => repeat?.unit === 'minute'

function spanKind(tokens: readonly Token[], item: Found, repeats: boolean): Span['kind'] {
  if (item.kind === 'lead') return 'reminder'
  if (item.kind === 'shift') return 'date'
  if (item.kind !== 'date') return item.kind
  if (isNagging(item.when)) return 'reminder'
  return item.when.repeat !== null && !item.when.implied && (repeats || saysEvery(tokens, item)) ? 'recurrence' : 'date'
}

/** What was found as spans of the message. */
export function spansOf({ tokens, found }: Scan, commands: readonly Command[]): Span[] {
  const creates = commands[0]?.kind === 'create'
  const repeats = creates || commands[0]?.kind === 'update'
  return found.map((item) => ({
    start: at(tokens, spanStart(tokens, item, creates)).start,
    end: at(tokens, (item.shown ?? item.end) - 1).stem,
    kind: spanKind(tokens, item, repeats),
  }))
}
