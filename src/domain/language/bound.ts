import { matchAmount, matchLength } from './amount.ts'
import type { Day } from './calendar.ts'
import { dayOfMonth, dayThenMonth, monthThenDay, numericDate } from './month-day.ts'
import { resolveWeekday } from './named-day.ts'
import { anyOf, found, type Match, type Moment, type Piece } from './piece.ts'
import { monthAlone, relativeDay, yearAlone } from './relative-day.ts'
import { at, type Token } from './tokens.ts'

const anyDay = anyOf<Piece>([numericDate, monthThenDay, dayThenMonth, relativeDay, dayOfMonth, monthAlone, yearAlone])

function matchDay(tokens: readonly Token[], index: number, now: Moment): Match<{ first: Day; last: Day }> | null {
  const match = anyDay(tokens, index, now)
  if (match === null) return null
  const piece = match.value
  if (piece.kind === 'day') return found(match.end, { first: piece.day, last: piece.day })
  if (piece.kind === 'span') return found(match.end, { first: piece.from, last: piece.to })
  if (piece.kind === 'part' && piece.today) return found(match.end, { first: now.today, last: now.today })
  if (piece.kind !== 'weekday') return null
  const day = resolveWeekday(piece, now)
  return found(match.end, { first: day, last: day })
}

const until = new Set('until till til through thru ending ends end'.split(' '))
const starts = new Set('starting starts beginning begins from'.split(' '))
const fillers = new Set('on at with the from by'.split(' '))

function skipFillers(tokens: readonly Token[], index: number): number {
  let next = index
  while (
    next < index + 2 &&
    fillers.has(at(tokens, next).word) &&
    at(tokens, next + 1).meaning.ordinal === undefined &&
    at(tokens, next + 1).kind !== 'number'
  )
    next++
  return next
}

/** Where a series begins or ends: "until June", "for 6 weeks", "10 times", "starting tomorrow". */
export function matchBound(
  tokens: readonly Token[],
  index: number,
  { now, lead, started }: { now: Moment; lead: string; started: boolean },
): Match<Piece> | null {
  const word = at(tokens, index).word
  // "from 1 January to 25 March".
  if (lead === '' && (until.has(word) || (started && word === 'to'))) {
    const day = matchDay(tokens, skipFillers(tokens, index + 1), now)
    // "until June" ends before it, "through June" with it.
    if (day === null) return null
    const inclusive = word === 'through' || word === 'thru'
    const whole = day.value.first !== day.value.last
    return found(day.end, {
      kind: 'until',
      day: whole && !inclusive ? day.value.first : day.value.last,
      length: null,
      open: whole && !inclusive,
    })
  }
  if (lead === '' && starts.has(word)) {
    if (at(tokens, index + 1).word === 'now') return found(index + 2, { kind: 'start', day: now.today })
    const day = matchDay(tokens, skipFillers(tokens, index + 1), now)
    return day === null ? null : found(day.end, { kind: 'start', day: day.value.first })
  }
  if (word === 'for' || (lead === '' && (word === 'over' || (word === 'up' && at(tokens, index + 1).word === 'to'))))
    return matchFor(tokens, index + 1)
  if (lead === '') return matchTimes(tokens, index)
  return null
}

/** "for 8 am for 7 days", "for the next two weeks": how long an alarm is repeated daily. */
export function matchSpell(tokens: readonly Token[], index: number): Match<Piece> | null {
  return at(tokens, index).word === 'for' ? matchFor(tokens, index + 1) : null
}

function matchFor(tokens: readonly Token[], index: number): Match<Piece> | null {
  let start = index
  for (const filler of ['up', 'to', 'the', 'next']) if (at(tokens, start).word === filler) start++
  const ahead = start > index && at(tokens, start - 1).word === 'next'
  const unit = start > index ? singleUnit(tokens, start) : null
  if (unit !== null) return found(unit.end, { kind: 'until', day: 0, length: unit.value, ahead })
  const times = matchTimes(tokens, start)
  if (times !== null) return times
  const amount = matchAmount(tokens, start)
  if (amount !== null && at(tokens, amount.end).meaning.plural === true)
    return found(amount.end + 1, { kind: 'count', count: amount.value })
  const length = matchLength(tokens, start)
  if (length === null || length.value.minutes > 0) return null
  return found(length.end, {
    kind: 'until',
    day: 0,
    length: { months: length.value.months, days: length.value.days + length.value.workdays },
    ahead,
  })
}

/** "for the next month": one of them. */
function singleUnit(tokens: readonly Token[], index: number): Match<{ months: number; days: number }> | null {
  const { unit, amount } = at(tokens, index).meaning
  const months = unit === 'month' ? 1 : unit === 'quarter' ? 3 : unit === 'year' ? 12 * (amount ?? 1) : 0
  const days = unit === 'week' ? 7 * (amount ?? 1) : 0
  return months + days === 0 || /s$/.test(at(tokens, index).word) ? null : found(index + 1, { months, days })
}

function matchTimes(tokens: readonly Token[], index: number): Match<Piece> | null {
  const { value } = at(tokens, index + 1)
  if (at(tokens, index).word === 'x' && at(tokens, index + 1).glued && value >= 1 && value <= 1_000)
    return found(index + 2, { kind: 'count', count: value })
  const amount = matchAmount(tokens, index)
  if (amount === null || !Number.isInteger(amount.value) || amount.value < 1 || amount.value > 1_000) return null
  const { word, glued } = at(tokens, amount.end)
  if (!/^(times?|occurrences?)$/.test(word) && !(word === 'x' && glued)) return null
  return found(amount.end + 1, { kind: 'count', count: amount.value })
}
