import { matchLength, shiftDay } from './amount.ts'
import { addMonths, type Day, endOfMonth, fromDay, onOrAfter, startOfWeek, toDay } from './calendar.ts'
import { holidayStarts, longestHolidayName, nextHoliday } from './holiday.ts'
import { dayOfMonth, dayThenMonth, monthThenDay, numericDate } from './month-day.ts'
import { anyOf, found, type Grammar, type Match, type Moment, type Piece } from './piece.ts'
import { at, type Token } from './tokens.ts'

const day = (value: Day): Piece => ({ kind: 'day', day: value, calendar: false })

/** Words that are a day by themselves, as days from today. */
const relativeDays: Record<string, number> = { today: 0, tod: 0, tomorrow: 1, overmorrow: 2, yesterday: -1 }

const namedDay: Grammar<Piece> = (tokens, index, now) => {
  const token = at(tokens, index)
  if (token.opaque || !Object.hasOwn(relativeDays, token.word)) return null
  return found(index + 1, day(now.today + (relativeDays[token.word] ?? 0)))
}

const dayAfterTomorrow: Grammar<Piece> = (tokens, index, now) => {
  const start = at(tokens, index).word === 'the' ? index + 1 : index
  if (at(tokens, start).word !== 'day') return null
  const direction = at(tokens, start + 1).word
  const anchor = at(tokens, start + 2).word
  if (direction === 'after' && anchor === 'tomorrow') return found(start + 3, day(now.today + 2))
  if (direction === 'before' && anchor === 'yesterday') return found(start + 3, day(now.today - 2))
  return null
}

const tonight: Grammar<Piece> = (tokens, index) =>
  at(tokens, index).word === 'tonight' && !at(tokens, index).opaque
    ? found(index + 1, { kind: 'part', part: 'night', today: true })
    : null

/** "morning", "this afternoon", "the morning", "early morning", "lunch time"; noon and midnight are clock times. */
const partOfDay: Grammar<Piece> = (tokens, index) => {
  let next = index
  const isThis = at(tokens, next).word === 'this'
  if (isThis || at(tokens, next).word === 'the') next++
  if (at(tokens, next).word === 'early' || at(tokens, next).word === 'late') next++
  const { part } = at(tokens, next).meaning
  if (part === undefined || part === 'noon' || part === 'midnight' || at(tokens, next).opaque) return null
  return found(next + 1, { kind: 'part', part, today: isThis })
}

const which: Record<string, 'this' | 'next' | 'last'> = {
  this: 'this',
  next: 'next',
  last: 'last',
  past: 'last',
  previous: 'last',
  coming: 'this',
  upcoming: 'this',
  following: 'next',
}

/** "this", "next", "this coming", "the following", with what it says. */
function matchWhich(tokens: readonly Token[], index: number): Match<'this' | 'next' | 'last'> | null {
  const start = at(tokens, index).word === 'the' ? index + 1 : index
  const word = at(tokens, start).word
  const value = Object.hasOwn(which, word) ? which[word] : undefined
  if (value === undefined || at(tokens, start).opaque) return null
  if (value === 'this' && word === 'this' && /^(coming|upcoming|next)$/.test(at(tokens, start + 1).word))
    return found(start + 2, 'this')
  return found(start + 1, value)
}

/** "Friday", "next Friday", "this coming Saturday", "Friday week", "Friday after next", "Saturday the 28th". */
const weekday: Grammar<Piece> = (tokens, index) => {
  const modifier = matchWhich(tokens, index)
  let start = modifier?.end ?? index
  if (modifier === null && at(tokens, start).word === 'the') start++
  const token = at(tokens, start)
  const { weekday: value, plural } = token.meaning
  if (value === undefined || plural || token.opaque) return null
  let end =
    at(tokens, start + 1).word === '.' &&
    token.word.length <= 4 &&
    at(tokens, start + 2).kind !== 'break' &&
    at(tokens, start + 1).glued
      ? start + 2
      : start + 1
  let weeks = 0
  if (at(tokens, end).word === 'after' && at(tokens, end + 1).word === 'next') {
    weeks = 1
    end += 2
    return found(end, { kind: 'weekday', weekday: value, which: 'next', weeks })
  }
  if (modifier === null && at(tokens, end).word === 'week') {
    weeks = 1
    end++
  } else if (modifier === null && at(tokens, end).word === 'in') {
    const length = matchLength(tokens, end + 1)
    if (length !== null && length.value.days > 0 && length.value.days % 7 === 0) {
      weeks = length.value.days / 7
      end = length.end
    }
  }
  return found(end, { kind: 'weekday', weekday: value, which: modifier?.value ?? 'plain', weeks })
}

const shift = { this: 0, next: 1, last: -1 }

/** The days that "this week", "next month" or "last year" are, and the day something to be done in them is due. */
function spanOf(unit: string, step: number, now: Moment): Piece | null {
  if (unit === 'week') {
    const from = startOfWeek(now.today, now.weekStart) + 7 * step
    return { kind: 'span', from, to: from + 6, due: step === 0 ? from + 6 : from, unit }
  }
  if (unit === 'weekend') {
    const from = onOrAfter(startOfWeek(now.today, 1), 6) + 7 * step
    return { kind: 'span', from, to: from + 1, due: Math.max(from, step === 0 ? now.today : from), unit }
  }
  if (unit === 'month' || unit === 'quarter') {
    const size = unit === 'month' ? 1 : 3
    const { year, month } = fromDay(now.today)
    const first = toDay(year, month - ((month - 1) % size) + size * step, 1)
    const to = addMonths(first, size) - 1
    return { kind: 'span', from: first, to, due: step === 0 ? to : first, unit }
  }
  if (unit === 'year') {
    const { year } = fromDay(now.today)
    const from = toDay(year + step, 1, 1)
    const to = toDay(year + step, 12, 31)
    return { kind: 'span', from, to, due: step === 0 ? to : from, unit }
  }
  return null
}

/** "this week", "next month", "the weekend", "the week", "week after next", "the rest of this month", "next 2 weeks". */
const span: Grammar<Piece> = (tokens, index, now) => {
  let start = index
  if (at(tokens, start).word === 'the' && at(tokens, start + 1).word === 'rest' && at(tokens, start + 2).word === 'of')
    start += 3
  const modifier = matchWhich(tokens, start)
  let next = modifier?.end ?? start
  const article = modifier === null && at(tokens, next).word === 'the'
  if (article) next++
  const { unit, amount } = at(tokens, next).meaning
  if (modifier !== null && modifier.value !== 'this') {
    const length = matchLength(tokens, next)
    if (length !== null && length.end > next + 1 && length.value.minutes === 0) {
      const from = modifier.value === 'next' ? now.today : shiftDay(now.today, length.value, -1)
      const to = modifier.value === 'next' ? shiftDay(now.today, length.value) : now.today
      return found(length.end, { kind: 'span', from, to, due: to, unit: 'day' })
    }
  }
  if (unit === undefined || amount !== undefined || at(tokens, next).meaning.ordinal !== undefined) return null
  const afterNext = at(tokens, next + 1).word === 'after' && at(tokens, next + 2).word === 'next'
  if (modifier === null && !afterNext && !(article && unit !== 'year') && unit !== 'weekend') return null
  if (unit === 'day') {
    const step = modifier?.value === 'next' ? 1 : 0
    return modifier?.value === 'last' ? null : found(next + 1, day(now.today + step))
  }
  const value = spanOf(unit, afterNext ? 2 : shift[modifier?.value ?? 'this'], now)
  return value === null ? null : found(afterNext ? next + 3 : next + 1, value)
}

const edges: Record<string, 'start' | 'middle' | 'end'> = {
  start: 'start',
  beginning: 'start',
  early: 'start',
  middle: 'middle',
  mid: 'middle',
  end: 'end',
  late: 'end',
}
const shortEdges: Record<string, string> = { eod: 'day', eow: 'week', eom: 'month', eoy: 'year' }

function edgeOf(piece: Piece, edge: 'start' | 'middle' | 'end'): Piece | null {
  if (piece.kind === 'day') return piece
  if (piece.kind !== 'span') return null
  // A working week ends on its Friday.
  const last = piece.unit === 'week' ? onOrAfter(piece.from, 5) : piece.to
  const due =
    edge === 'start' ? piece.from : edge === 'end' ? last : piece.from + Math.floor((piece.to - piece.from) / 2)
  return day(due)
}

/** "end of the month", "the beginning of next week", "mid March", "eom", "last day of the month". */
const edge: Grammar<Piece> = (tokens, index, now) => {
  const start = at(tokens, index).word === 'the' ? index + 1 : index
  const token = at(tokens, start)
  if (token.opaque) return null
  const short = Object.hasOwn(shortEdges, token.word) ? shortEdges[token.word] : undefined
  if (short === 'day') return found(start + 1, day(now.today))
  const value = short === undefined ? null : spanOf(short, 0, now)
  if (value !== null) {
    const piece = edgeOf(value, 'end')
    return piece === null ? null : found(start + 1, piece)
  }
  const lastDay = token.word === 'last' || token.word === 'first'
  const edgeWord =
    lastDay && at(tokens, start + 1).word === 'day'
      ? token.word === 'last'
        ? 'end'
        : 'start'
      : Object.hasOwn(edges, token.word)
        ? edges[token.word]
        : undefined
  if (edgeWord === undefined) return null
  let next = lastDay ? start + 2 : start + 1
  if (at(tokens, next).word === '-') next++
  const of = at(tokens, next).word === 'of'
  if (of) next++
  const whole = (of ? spanOrDay : monthAlone)(tokens, next, now)
  if (whole === null) return null
  const piece = edgeOf(
    lastDay && whole.value.kind === 'span' ? { ...whole.value, unit: 'month' } : whole.value,
    edgeWord,
  )
  return piece === null ? null : found(whole.end, piece)
}

/** A month by name as a span of days: "March", "next March", "the month of May", "March 2027". */
export const monthAlone: Grammar<Piece> = (tokens, index, now) => {
  let start = index
  if (at(tokens, start).word === 'the' && at(tokens, start + 1).word === 'month' && at(tokens, start + 2).word === 'of')
    start += 3
  const modifier = start === index ? matchWhich(tokens, start) : null
  start = modifier?.end ?? start
  const { month } = at(tokens, start).meaning
  if (month === undefined || at(tokens, start).opaque) return null
  const today = fromDay(now.today)
  const explicit = at(tokens, start + 1)
  const hasYear = explicit.digits === 4 && explicit.value >= 1900 && explicit.value <= 2200
  let year = today.year + (month < today.month || (month === today.month && modifier?.value === 'next') ? 1 : 0)
  if (modifier?.value === 'last') year = today.year - (month >= today.month ? 1 : 0)
  if (hasYear) year = explicit.value
  const from = toDay(year, month, 1)
  const piece: Piece = { kind: 'span', from, to: endOfMonth(from), due: from, unit: 'month' }
  return found(hasYear ? start + 2 : start + 1, piece)
}

/** "2027": a year by itself. */
export const yearAlone: Grammar<Piece> = (tokens, index) => {
  const token = at(tokens, index)
  if (token.digits !== 4 || token.value < 2000 || token.value > 2200 || token.opaque) return null
  const from = toDay(token.value, 1, 1)
  return found(index + 1, { kind: 'span', from, to: toDay(token.value, 12, 31), due: from, unit: 'year' })
}

const bareSpan: Grammar<Piece> = (tokens, index, now) => {
  const token = at(tokens, index)
  if (token.opaque || token.meaning.unit === undefined || token.meaning.amount !== undefined) return null
  const value = spanOf(token.meaning.unit, 0, now)
  if (token.meaning.unit === 'day') return found(index + 1, day(now.today))
  return value === null ? null : found(index + 1, value)
}

const spanOrDay = anyOf<Piece>([span, monthAlone, yearAlone, weekday, namedDay, bareSpan])

/** A holiday by name, "this" or "next" before it allowed. */
const holiday: Grammar<Piece> = (tokens, index, now) => {
  const modifier = matchWhich(tokens, index)
  const start = modifier?.end ?? index
  const first = at(tokens, start)
  if (first.opaque || first.kind !== 'word' || !holidayStarts.has(first.word.replace("'s", 's').replace("'", '')))
    return null
  let name = ''
  let best: Match<Piece> | null = null
  for (let next = start, words = 0; words < longestHolidayName && next < start + 7; next++) {
    const token = at(tokens, next)
    if (token.word === "'" || token.word === 's') {
      if (token.word === 's') name += 's'
      continue
    }
    if (token.kind !== 'word') break
    words++
    name = `${name}${name === '' ? '' : ' '}${token.word.replace("'", '')}${token.possessive ? 's' : ''}`
    const value = nextHoliday(name, now.today)
    if (value !== null) best = found(next + 1, day(value))
  }
  return best
}

/** The first day of a span that "from now" counts from. */
function anchorDay(piece: Piece, now: Moment): Day | null {
  if (piece.kind === 'day') return piece.day
  if (piece.kind === 'weekday') return resolveWeekday(piece, now)
  return null
}

/** "in 3 days", "2 weeks from tomorrow", "3 days ago", "5 min from now", "4 hours later", "within an hour". */
const distance: Grammar<Piece> = (tokens, index, now) => {
  const lead = at(tokens, index).word
  const led = lead === 'in' || lead === 'within'
  let start = led ? index + 1 : index
  if (led && (at(tokens, start).word === 'about' || at(tokens, start).word === 'exactly')) start++
  const length = matchLength(tokens, start)
  if (length === null) return null
  const { value } = length
  const next = at(tokens, length.end).word
  if (next === 'ago') return value.minutes > 0 ? null : found(length.end + 1, day(shiftDay(now.today, value, -1)))
  let end = length.end
  let from = now.today
  if (next === 'before' && value.minutes === 0) {
    const anchor = anyOf<Piece>([numericDate, monthThenDay, dayThenMonth, namedDay, holiday, dayOfMonth, weekday])(
      tokens,
      end + 1,
      now,
    )
    const anchored = anchor === null ? null : anchorDay(anchor.value, now)
    return anchor === null || anchored === null ? null : found(anchor.end, day(shiftDay(anchored, value, -1)))
  }
  if (next === 'from' || next === 'after') {
    const right = at(tokens, end + 1).word === 'right' ? end + 2 : end + 1
    if (at(tokens, right).word === 'now' && next === 'from') end = right + 1
    else {
      const anchor = anyOf([dayAfterTomorrow, namedDay, weekday, holiday])(tokens, end + 1, now)
      const anchored = anchor === null ? null : anchorDay(anchor.value, now)
      if (anchor === null || anchored === null || value.minutes > 0) return led ? whole(end) : null
      from = anchored
      end = anchor.end
    }
  } else if (next === 'hence' || (next === 'later' && led)) end++
  else if (next === 'time' && led) end++
  else if (at(tokens, end).word === "'" && at(tokens, end + 1).word === 'time' && led) end += 2
  else if (!led) return null
  return whole(end)

  function whole(stop: number): Match<Piece> {
    if (value.minutes > 0) return found(stop, { kind: 'offset', minutes: value.minutes })
    return found(stop, day(shiftDay(from, value)))
  }
}

/** The date of a weekday: plain and "this" the next one, "next" that of the week after this. */
export function resolveWeekday(piece: { weekday: number; which: string; weeks: number }, now: Moment): Day {
  const thisWeek = onOrAfter(startOfWeek(now.today, now.weekStart), piece.weekday)
  if (piece.which === 'next') return thisWeek + 7 + 7 * piece.weeks
  if (piece.which === 'last') return onOrAfter(now.today - 7, piece.weekday)
  const first = onOrAfter(piece.which === 'this' ? now.today : now.today + 1, piece.weekday)
  return first + 7 * piece.weeks
}

/** "the week of the 12th", "week of May 3". */
const weekOf: Grammar<Piece> = (tokens, index, now) => {
  const start = at(tokens, index).word === 'the' ? index + 1 : index
  if (at(tokens, start).word !== 'week' || at(tokens, start + 1).word !== 'of') return null
  const anchor = anyOf<Piece>([numericDate, monthThenDay, dayThenMonth, dayOfMonth, holiday])(tokens, start + 2, now)
  if (anchor?.value.kind !== 'day') return null
  const from = startOfWeek(anchor.value.day, now.weekStart)
  return found(anchor.end, { kind: 'span', from, to: from + 6, due: Math.max(from, now.today), unit: 'week' })
}

/** "this time tomorrow", "same time on Friday": the time it is now. */
const sameTime: Grammar<Piece> = (tokens, index, now) => {
  const start = at(tokens, index).word === 'the' ? index + 1 : index
  if (!/^(this|same)$/.test(at(tokens, start).word) || at(tokens, start + 1).word !== 'time') return null
  const next = anyOf([namedDay, weekday])(tokens, start + 2, now)
  return next === null
    ? null
    : found(start + 2, { kind: 'clock', clock: { minutes: now.minute, vague: false }, until: null, bare: false })
}

/** Every way to name a day or days relative to today. */
export const relativeDay = anyOf<Piece>([
  dayAfterTomorrow,
  sameTime,
  weekOf,
  distance,
  namedDay,
  tonight,
  holiday,
  weekday,
  edge,
  span,
  partOfDay,
])
