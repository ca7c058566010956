import { matchAmount, matchCompound, matchLength, shiftDay } from './amount.ts'
import type { Day } from './calendar.ts'
import { dayOfMonth, dayThenMonth, monthThenDay, numericDate } from './month-day.ts'
import { dayAfterTomorrow, holiday, namedDay, resolveWeekday, weekday } from './named-day.ts'
import { anyOf, found, type Grammar, type Match, type Moment, type Piece } from './piece.ts'
import { at, type Token } from './tokens.ts'

const dayPiece = (value: Day): Piece => ({ kind: 'day', day: value, calendar: false })
const anyDay = anyOf<Piece>([
  numericDate,
  monthThenDay,
  dayThenMonth,
  dayAfterTomorrow,
  namedDay,
  holiday,
  dayOfMonth,
  weekday,
])

/** The day that a length is counted from. */
function anchorAt(tokens: readonly Token[], index: number, now: Moment): Match<Day> | null {
  const anchor = anyDay(tokens, index, now)
  if (anchor?.value.kind === 'day') return found(anchor.end, anchor.value.day)
  return anchor?.value.kind === 'weekday' ? found(anchor.end, resolveWeekday(anchor.value, now)) : null
}

/** "3 days before Christmas", "a week after Friday", "two weeks from tomorrow", "the day after Thanksgiving". */
const counted: Grammar<Piece> = (tokens, index, now) => {
  const article = at(tokens, index).word === 'the'
  const bare = article || (at(tokens, index).meaning.unit !== undefined && !/s$/.test(at(tokens, index).word))
  const length = bare ? singleUnit(tokens, article ? index + 1 : index) : matchLength(tokens, index)
  if (length === null || length.value.minutes > 0) return null
  const direction = at(tokens, length.end).word
  if (direction !== 'before' && direction !== 'after' && !(direction === 'from' && !bare)) return null
  const anchor = anchorAt(tokens, length.end + 1, now)
  return anchor === null
    ? null
    : found(anchor.end, dayPiece(shiftDay(anchor.value, length.value, direction === 'before' ? -1 : 1)))
}

/** "day", "week", "month" after "the". */
function singleUnit(tokens: readonly Token[], index: number) {
  const unit = at(tokens, index)
  if (unit.opaque || !/^(day|week|month)$/.test(unit.word)) return null
  const [days, months] = unit.word === 'month' ? [0, 1] : [unit.word === 'week' ? 7 : 1, 0]
  return found(index + 1, { minutes: 0, workdays: 0, days, months })
}

/** "a week today", "two weeks tomorrow", "a week on Tuesday". */
const weeksOn: Grammar<Piece> = (tokens, index, now) => {
  const length = matchLength(tokens, index)
  if (length === null || length.value.days === 0 || length.value.days % 7 !== 0) return null
  const on = at(tokens, length.end).word === 'on'
  const anchor = (on ? weekday : namedDay)(tokens, on ? length.end + 1 : length.end, now)
  if (anchor === null || (on && !/^(a|one)$/.test(at(tokens, index).word))) return null
  const from = anchorAt(tokens, on ? length.end + 1 : length.end, now)
  return from === null ? null : found(from.end, dayPiece(shiftDay(from.value, length.value)))
}

/** "in 3 Fridays", "two Mondays from now". */
const weekdaysOn: Grammar<Piece> = (tokens, index) => {
  const led = at(tokens, index).word === 'in'
  const amount = matchAmount(tokens, led ? index + 1 : index)
  if (amount === null || !(amount.value >= 2 && amount.value <= 52)) return null
  const { weekday: value, plural } = at(tokens, amount.end).meaning
  const fromNow = at(tokens, amount.end + 1).word === 'from' && at(tokens, amount.end + 2).word === 'now'
  if (value === undefined || plural !== true || !(led || fromNow)) return null
  const end = fromNow ? amount.end + 3 : amount.end + 1
  return found(end, { kind: 'weekday', weekday: value, which: 'plain', weeks: amount.value - 1 })
}

/** "within the hour", "in the next 2 hours", "in the next hour". */
const withinTime: Grammar<Piece> = (tokens, index) => {
  if (!/^(in|within)$/.test(at(tokens, index).word) || at(tokens, index + 1).word !== 'the') return null
  const start = at(tokens, index + 2).word === 'next' ? index + 3 : index + 2
  if (at(tokens, start).word === 'hour') return found(start + 1, { kind: 'offset', minutes: 60 })
  const length = start === index + 3 ? matchLength(tokens, start) : null
  return length === null || length.value.minutes === 0
    ? null
    : found(length.end, { kind: 'offset', minutes: length.value.minutes })
}

/** "in 3 days", "3 days ago", "5 min from now", "4 hours later", "within an hour". */
const fromNow: Grammar<Piece> = (tokens, index, now) => {
  const lead = at(tokens, index).word
  const led = lead === 'in' || lead === 'within'
  let start = led ? index + 1 : index
  if (led && /^(about|exactly|like|around|roughly|under|approximately|just)$/.test(at(tokens, start).word)) start++
  if (led && /^(less|more)$/.test(at(tokens, start).word) && at(tokens, start + 1).word === 'than') start += 2
  const length = matchCompound(tokens, start)
  if (length === null) return null
  const { value, end } = { value: length.value, end: length.end }
  const next = at(tokens, end).word
  const after = at(tokens, end + 1).word
  if (next === 'ago') return value.minutes > 0 ? null : found(end + 1, dayPiece(shiftDay(now.today, value, -1)))
  if (next === 'from' && after === 'now') return ahead(end + 2)
  if (next === 'from' && after === 'right' && at(tokens, end + 2).word === 'now') return ahead(end + 3)
  if (next === 'hence' || next === 'later' || (next === 'time' && led)) return ahead(end + 1)
  if (next === "'" && after === 'time' && led) return ahead(end + 2)
  return led ? ahead(end) : null

  function ahead(stop: number): Match<Piece> {
    const days = shiftDay(now.today, value) - now.today
    if (value.minutes > 0) return found(stop, { kind: 'offset', minutes: value.minutes + days * 1440 })
    return found(stop, dayPiece(shiftDay(now.today, value)))
  }
}

/** A day or time by its distance from another. */
export const distance = anyOf<Piece>([counted, weekdaysOn, weeksOn, withinTime, fromNow])
