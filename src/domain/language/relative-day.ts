import { matchLength, shiftDay } from './amount.ts'
import { addMonths, type Day, endOfMonth, fromDay, onOrAfter, startOfWeek, toDay } from './calendar.ts'
import { distance } from './distance.ts'
import { dayOfMonth, dayThenMonth, monthThenDay, numericDate } from './month-day.ts'
import { dayAfterTomorrow, holiday, matchWhich, namedDay, weekday } from './named-day.ts'
import { anyOf, found, type Grammar, type Moment, type Piece } from './piece.ts'
import { at } from './tokens.ts'

const day = (value: Day): Piece => ({ kind: 'day', day: value, calendar: false })

const tonight: Grammar<Piece> = (tokens, index) =>
  at(tokens, index).word === 'tonight' && !at(tokens, index).opaque
    ? found(index + 1, { kind: 'part', part: 'night', today: true })
    : null

/** "morning", "this afternoon", "the morning", "early morning", "lunch time"; noon and midnight are clock times. */
const partOfDay: Grammar<Piece> = (tokens, index) => {
  let next = index
  const isThis = at(tokens, next).word === 'this'
  if (isThis || at(tokens, next).word === 'the') next++
  if (at(tokens, next).word === 'early' || at(tokens, next).word === 'late') {
    next++
    if (at(tokens, next).word === 'in' && at(tokens, next + 1).word === 'the') next += 2
  }
  const { part } = at(tokens, next).meaning
  if (part === undefined || part === 'noon' || part === 'midnight' || at(tokens, next).opaque) return null
  return found(next + 1, { kind: 'part', part, today: isThis })
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
  const rest = at(tokens, start).word === 'the' ? start + 1 : start
  if (at(tokens, rest).word === 'rest' && at(tokens, rest + 1).word === 'of') start = rest + 2
  const modifier = matchWhich(tokens, start)
  let next = modifier?.end ?? start
  const article = modifier === null && at(tokens, next).word === 'the'
  if (article) next++
  const { unit, amount } = at(tokens, next).meaning
  const ahead = /^(coming|upcoming)$/.test(at(tokens, start).word)
  if (modifier !== null && (modifier.value !== 'this' || ahead)) {
    const length = matchLength(tokens, next)
    if (length !== null && length.end > next + 1 && length.value.minutes === 0) {
      const later = modifier.value !== 'last'
      const from = later ? now.today : shiftDay(now.today, length.value, -1)
      const to = later ? shiftDay(now.today, length.value) : now.today
      return found(length.end, { kind: 'span', from, to, due: to, unit: 'day' })
    }
  }
  if (unit === undefined || amount !== undefined || at(tokens, next).meaning.ordinal !== undefined) return null
  const afterNext = at(tokens, next + 1).word === 'after' && at(tokens, next + 2).word === 'next'
  const ofYear = unit === 'year' && at(tokens, index - 1).word === 'of'
  if (modifier?.value === 'last' && at(tokens, next + 1).word === 'of') return null
  if (modifier === null && !afterNext && !(article && (unit !== 'year' || ofYear)) && unit !== 'weekend') return null
  if (unit === 'day') {
    const step = modifier?.value === 'next' ? 1 : 0
    return modifier?.value === 'last' ? null : found(next + 1, day(now.today + step))
  }
  const which = ahead && unit !== 'weekend' ? 'next' : (modifier?.value ?? 'this')
  const value = spanOf(unit, afterNext ? 2 : shift[which], now)
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
const shortEdges: Record<string, string> = { eod: 'day', cob: 'day', eow: 'week', eom: 'month', eoy: 'year' }

function edgeOf(piece: Piece, edge: 'start' | 'middle' | 'end'): Piece | null {
  if (piece.kind === 'day' || piece.kind === 'weekday') return piece
  if (piece.kind !== 'span') return null
  // A working week ends on its Friday.
  const last = piece.unit === 'week' ? onOrAfter(piece.from, 5) : piece.to
  const due =
    edge === 'start'
      ? piece.from
      : edge === 'end'
        ? last
        : piece.from + Math.floor((piece.to - piece.from) / (piece.unit === 'week' ? 3 : 2))
  return day(due)
}

/** "end of the month", "the beginning of next week", "mid March", "eom", "last day of the month". */
const edge: Grammar<Piece> = (tokens, index, now) => {
  const start = at(tokens, index).word === 'the' ? index + 1 : index
  const token = at(tokens, start)
  if (token.opaque) return null
  const short = Object.hasOwn(shortEdges, token.word) ? shortEdges[token.word] : undefined
  if (short === 'day') return found(start + 1, { kind: 'dayEnd' })
  const value = short === undefined ? null : spanOf(short, 0, now)
  if (value !== null) {
    const piece = edgeOf(value, 'end')
    return piece === null ? null : found(start + 1, piece)
  }
  const business = /^(close|end)$/.test(token.word) && at(tokens, start + 1).word === 'of'
  if (business && /^(business|play)$/.test(at(tokens, start + 2).word))
    return found(at(tokens, start + 3).word === 'day' ? start + 4 : start + 3, { kind: 'dayEnd' })
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
  const soft = /^(early|late|mid)$/.test(token.word)
  const whole = (of ? spanOrDay : soft ? monthOrSpan : monthAlone)(tokens, next, now)
  if (whole === null) return null
  // "end of day Friday", "by the end of the day": the day may be named besides.
  if (
    edgeWord === 'end' &&
    of &&
    /^(day|business)$/.test(at(tokens, whole.end - 1).word) &&
    !/^(next|last)$/.test(at(tokens, whole.end - 2).word)
  )
    return found(whole.end, { kind: 'dayEnd' })
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

const seasons: Record<string, number> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 }

/** "this summer", "in the spring", "next winter", "q3", "Q1 2027": the months of a season or quarter. */
export const season: Grammar<Piece> = (tokens, index, now) => {
  const modifier = matchWhich(tokens, index)
  const start = modifier?.end ?? (at(tokens, index).word === 'the' ? index + 1 : index)
  const token = at(tokens, start)
  if (token.opaque) return null
  const quarter = token.word === 'q' && at(tokens, start + 1).glued ? at(tokens, start + 1).value : Number.NaN
  const first =
    quarter >= 1 && quarter <= 4
      ? quarter * 3 - 2
      : Object.hasOwn(seasons, token.word)
        ? seasons[token.word]
        : undefined
  if (first === undefined) return null
  const end = quarter >= 1 ? start + 2 : start + 1
  const said = at(tokens, end).digits === 4 ? at(tokens, end).value : null
  const { year } = fromDay(now.today)
  let from = toDay(said ?? year, first, 1)
  if (said === null && addMonths(from, 3) <= now.today) from = addMonths(from, 12)
  if (said === null && modifier?.value === 'next' && from <= now.today) from = addMonths(from, 12)
  const to = addMonths(from, 3) - 1
  return found(said === null ? end : end + 1, {
    kind: 'span',
    from,
    to,
    due: Math.max(from, now.today),
    unit: 'quarter',
  })
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

const monthOrSpan = anyOf<Piece>([monthAlone, season, span])
const spanOrDay = anyOf<Piece>([span, monthAlone, season, yearAlone, weekday, namedDay, bareSpan])

/** "first week of October", "the last week of next month": seven days of a month. */
const weekOfMonth: Grammar<Piece> = (tokens, index, now) => {
  const start = at(tokens, index).word === 'the' ? index + 1 : index
  const first = at(tokens, start)
  const suffix = /^(st|nd|rd|th)$/.test(at(tokens, start + 1).word) && at(tokens, start + 1).glued ? 1 : 0
  const which = first.word === 'last' ? -1 : suffix === 1 ? first.value : (first.meaning.ordinal ?? 0)
  const noun = start + 1 + suffix
  if (which === 0 || which > 4 || at(tokens, noun).word !== 'week' || !/^(of|in)$/.test(at(tokens, noun + 1).word))
    return null
  const month = anyOf<Piece>([monthAlone, span])(tokens, noun + 2, now)
  if (month?.value.kind !== 'span' || month.value.unit !== 'month') return null
  const { from, to } = month.value
  const begin = which === -1 ? to - 6 : from + 7 * (which - 1)
  return found(month.end, { kind: 'span', from: begin, to: begin + 6, due: Math.max(begin, now.today), unit: 'week' })
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

/** "first thing", "first thing in the morning". */
const firstThing: Grammar<Piece> = (tokens, index) => {
  if (at(tokens, index).word !== 'first' || at(tokens, index + 1).word !== 'thing') return null
  const morning = at(tokens, index + 2).word === 'in' && at(tokens, index + 4).meaning.part === 'morning'
  return found(morning ? index + 5 : index + 2, { kind: 'part', part: 'morning', today: false })
}

/** "sometime next week", "any day this week", "early tomorrow", "late tonight": no more exact than what follows. */
const loosely: Grammar<Piece> = (tokens, index, now) => {
  const { word } = at(tokens, index)
  const two = /^(any|some)$/.test(word) && /^(day|time)$/.test(at(tokens, index + 1).word)
  if (!two && !/^(sometime|anytime|early|late)$/.test(word)) return null
  return exactly(tokens, two ? index + 2 : index + 1, now)
}
const exactly = anyOf<Piece>([namedDay, tonight, weekday, span])

/** Every way to name a day or days relative to today. */
export const relativeDay = anyOf<Piece>([
  dayAfterTomorrow,
  sameTime,
  weekOf,
  weekOfMonth,
  distance,
  namedDay,
  tonight,
  holiday,
  weekday,
  firstThing,
  edge,
  loosely,
  span,
  season,
  partOfDay,
])
