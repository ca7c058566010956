import { addMonths, type Day, dateExists, daysInMonth, fromDay, toDay } from './calendar.ts'
import { isEdge } from './context-words.ts'
import { found, type Grammar, type Match, type Moment } from './piece.ts'
import { at, type Token } from './tokens.ts'

type DayNumber = Match<number> & { ordinal: boolean }

/** "5", "5th", "fifth", "twenty first": a day of the month. */
export function matchDayNumber(tokens: readonly Token[], index: number): DayNumber | null {
  const token = at(tokens, index)
  if (token.opaque) return null
  if (token.kind === 'number') {
    if (token.digits > 2 || token.value < 1 || token.value > 31) return null
    const suffix = at(tokens, index + 1)
    const ordinal = /^(st|nd|rd|th)$/.test(suffix.word) && (suffix.glued || at(tokens, index + 2).kind !== 'number')
    return { end: ordinal ? index + 2 : index + 1, value: token.value, ordinal }
  }
  const { ordinal, cardinal } = token.meaning
  if (ordinal !== undefined && ordinal <= 31) return { end: index + 1, value: ordinal, ordinal: true }
  if (cardinal !== 20 && cardinal !== 30) return null
  const hyphen = at(tokens, index + 1).word === '-' ? index + 2 : index + 1
  const ones = at(tokens, hyphen).meaning.ordinal
  return ones !== undefined && ones < 10 && cardinal + ones <= 31
    ? { end: hyphen + 1, value: cardinal + ones, ordinal: true }
    : null
}

/** "twenty one", "thirty", "five" after the name of a month that is no everyday word. */
function spokenDay(tokens: readonly Token[], index: number, weak: boolean): DayNumber | null {
  const tens = at(tokens, index).meaning.cardinal
  if (tens === undefined || at(tokens, index).opaque || tens > 31) return null
  const next = at(tokens, index + 1).word === '-' ? index + 2 : index + 1
  const ones = tens === 20 || tens === 30 ? (at(tokens, next).meaning.cardinal ?? 0) : 0
  if (ones >= 1 && ones < 10 && tens + ones <= 31) return { end: next + 1, value: tens + ones, ordinal: true }
  return weak ? null : { end: index + 1, value: tens, ordinal: true }
}

function matchYear(tokens: readonly Token[], index: number, { short = false } = {}): Match<number> | null {
  const comma = /^(,|in|of)$/.test(at(tokens, index).word) ? index + 1 : index
  const quoted = /^['’]$/.test(at(tokens, index).word)
  const two = at(tokens, quoted ? index + 1 : index)
  if ((quoted || short) && two.digits === 2 && two.value >= 20 && two.value < 70) {
    const end = quoted ? index + 2 : index + 1
    if (isEdge(tokens, end) && !/^(am|pm)$/.test(at(tokens, end).word)) return found(end, 2000 + two.value)
  }
  const token = at(tokens, comma)
  if (token.digits !== 4 || token.value < 1900 || token.value > 2200 || token.opaque) return null
  const mark = at(tokens, comma + 1)
  if (mark.word === 'am' || mark.word === 'pm' || mark.word === ':') return null
  return found(comma + 1, token.value)
}

/** The date in the year that puts it on or after `from`, 29 February included. */
export function nextMonthDay(month: number, day: number, from: Day): Day | null {
  const { year } = fromDay(from)
  for (let candidate = year; candidate <= year + 8; candidate++) {
    if (dateExists(candidate, month, day) && toDay(candidate, month, day) >= from) return toDay(candidate, month, day)
  }
  return null
}

const dayPiece = (end: number, day: Day | null) =>
  day === null ? null : found(end, { kind: 'day', day, calendar: true } as const)

function dated(end: number, parts: { year: number | null; month: number; day: number }, now: Moment) {
  if (parts.year === null) return dayPiece(end, nextMonthDay(parts.month, parts.day, now.today))
  return dateExists(parts.year, parts.month, parts.day)
    ? dayPiece(end, toDay(parts.year, parts.month, parts.day))
    : null
}

const skip = (tokens: readonly Token[], index: number, word: string) =>
  at(tokens, index).word === word ? index + 1 : index

/** "August 6th", "May the 17th", "Sept 3rd 2018", "June 6, 2027". */
export const monthThenDay: Grammar<{ kind: 'day'; day: Day; calendar: true }> = (tokens, index, now) => {
  const month = at(tokens, index).meaning.month
  if (month === undefined) return null
  const joint = at(tokens, index + 1)
  // "Oct-2", "sep/23/2020", "October, 1st".
  const glued = /^[-/]$/.test(joint.word) && joint.glued && at(tokens, index + 2).glued
  const comma = joint.word === ',' && /^(st|nd|rd|th)$/.test(at(tokens, index + 3).word)
  const start = glued || comma ? index + 2 : skip(tokens, skip(tokens, index + 1, '.'), 'the')
  const day = matchDayNumber(tokens, start) ?? spokenDay(tokens, start, at(tokens, index).meaning.weak === true)
  if (day === null || at(tokens, day.end).word === ':' || /^[ap]m$/.test(at(tokens, day.end).word)) return null
  const year = matchYear(tokens, glued && at(tokens, day.end).word === joint.word ? day.end + 1 : day.end)
  return dated(year?.end ?? day.end, { year: year?.value ?? null, month, day: day.value }, now)
}

/** "5 May", "28th of May", "the 10th of May 2027", "12-Jun-2027". */
export const dayThenMonth: Grammar<{ kind: 'day'; day: Day; calendar: true }> = (tokens, index, now) => {
  const day = matchDayNumber(tokens, skip(tokens, index, 'the'))
  if (day === null) return null
  const hyphen = /^[-./]$/.test(at(tokens, day.end).word) ? day.end + 1 : skip(tokens, day.end, 'of')
  const monthAt = skip(tokens, hyphen, 'the')
  const { month, weak } = at(tokens, monthAt).meaning
  if (month === undefined || (weak && at(tokens, monthAt).word === 'mar')) return null
  const yearAt = /^[-./]$/.test(at(tokens, monthAt + 1).word) ? monthAt + 2 : monthAt + 1
  const year = matchYear(tokens, yearAt, { short: true })
  return dated(year?.end ?? monthAt + 1, { year: year?.value ?? null, month, day: day.value }, now)
}

/** "2019-sep-1", "2020/Sep/23". */
export const yearThenMonth: Grammar<{ kind: 'day'; day: Day; calendar: true }> = (tokens, index, now) => {
  const year = at(tokens, index)
  const mark = at(tokens, index + 1).word
  const { month } = at(tokens, index + 2).meaning
  if (year.digits !== 4 || year.opaque || month === undefined || !/^[-/]$/.test(mark)) return null
  const day = at(tokens, index + 3).word === mark ? matchDayNumber(tokens, index + 4) : null
  return day === null ? null : dated(day.end, { year: year.value, month, day: day.value }, now)
}

const fullYear = (token: Token) => (token.digits === 2 ? 2000 + token.value : token.value)
const numberAt = (tokens: readonly Token[], index: number) => {
  const token = at(tokens, index)
  return token.kind === 'number' && !token.opaque ? token : null
}

/** "3 - 5 March", "March 3 to 5": the days of a trip; due is the first. */
export const dayRange: Grammar<{ kind: 'span'; from: Day; to: Day; due: Day; unit: 'day' }> = (tokens, index, now) => {
  const start = at(tokens, index).word === 'from' ? index + 1 : index
  const first = matchDayNumber(tokens, skip(tokens, start, 'the'))
  const dash = first !== null && rangeMarks.test(at(tokens, first.end).word)
  const last = dash
    ? dayThenMonth(tokens, first.end + 1, now)
    : (monthThenDay(tokens, start, now) ?? dayThenMonth(tokens, start, now))
  if (last === null) return null
  if (dash) return rangeOf(last.end, last.value.day - (fromDay(last.value.day).day - first.value), last.value.day)
  if (!rangeMarks.test(at(tokens, last.end).word)) return null
  const other = monthThenDay(tokens, last.end + 1, now) ?? dayThenMonth(tokens, last.end + 1, now)
  if (other !== null)
    return rangeOf(
      other.end,
      last.value.day,
      other.value.day < last.value.day ? addMonths(other.value.day, 12) : other.value.day,
    )
  const until = matchDayNumber(tokens, last.end + 1)
  if (until === null || /^(:|am|pm)$/.test(at(tokens, until.end).word)) return null
  return rangeOf(until.end, last.value.day, last.value.day + until.value - fromDay(last.value.day).day)
}

const rangeMarks = /^(-|–|—|to|until|till|through)$/
const rangeOf = (end: number, from: Day, to: Day) =>
  to > from ? found(end, { kind: 'span', from, to, due: from, unit: 'day' } as const) : null

/** "2027-08-05", "20270805", "8/1", "8 / 27 / 2027", "24.12.", "24.12.2026". Slashes are read as the writer's country does, unless that cannot be. */
export const numericDate: Grammar<{ kind: 'day'; day: Day; calendar: true }> = (tokens, index, now) => {
  const first = numberAt(tokens, index)
  if (first?.digits === 8 && first.value >= 20_000_101 && first.value < 21_000_000)
    return dated(
      index + 1,
      { year: Math.floor(first.value / 10_000), month: Math.floor(first.value / 100) % 100, day: first.value % 100 },
      now,
    )
  const mark = at(tokens, index + 1).word
  const second = numberAt(tokens, index + 2)
  if (first === null || second === null || (mark !== '-' && mark !== '/' && mark !== '.')) return null
  const third = at(tokens, index + 3).word === mark ? numberAt(tokens, index + 4) : null
  if (at(tokens, index - 1).word === mark && at(tokens, index).glued) return null
  if (first.digits === 4) {
    if (third === null) return null
    return dated(index + 5, { year: first.value, month: second.value, day: third.value }, now)
  }
  if (first.digits > 2 || second.digits > 2) return null
  const complete = third !== null && (third.digits === 4 || third.digits === 2)
  const dotted = mark === '.'
  if (
    !complete &&
    (mark === '-' || (dotted && !(at(tokens, index + 3).word === '.' && at(tokens, index + 3).glued && second.glued)))
  )
    return null
  if (third !== null && !complete) return null
  const dayFirst = dotted || first.value > 12 || (now.dayFirst && second.value <= 12)
  const month = dayFirst ? second.value : first.value
  const day = dayFirst ? first.value : second.value
  if (!complete && mark === '/' && at(tokens, index + 3).word === '/') return null
  const end = complete ? index + 5 : dotted ? index + 4 : index + 3
  return dated(end, { year: complete && third !== null ? fullYear(third) : null, month, day }, now)
}

/** "the 25th", "the 30th of this month", "the 3rd of next month"; a bare "14th" is up to the caller. */
export const dayOfMonth: Grammar<{ kind: 'day'; day: Day; calendar: true; number?: number }> = (tokens, index, now) => {
  const definite = at(tokens, index).word === 'the'
  const day = matchDayNumber(tokens, definite ? index + 1 : index)
  if (day === null) return null
  if (at(tokens, day.end).word === 'of') {
    const noun = at(tokens, day.end + 1).word === 'the' ? day.end + 2 : day.end + 1
    const which = at(tokens, noun).meaning.unit === 'month' && noun > day.end + 1 ? 'the' : at(tokens, noun).word
    const end = which === 'the' ? noun + 1 : noun + 2
    if (at(tokens, end - 1).meaning.unit !== 'month' || !/^(this|current|next|following|the)$/.test(which)) return null
    if (which === 'the') return day.ordinal ? dayPiece(end, nextDayOfMonth(day.value, now.today)) : null
    const { year, month } = fromDay(now.today)
    const first = toDay(year, /^(next|following)$/.test(which) ? month + 1 : month, 1)
    const target = fromDay(first)
    if (day.value > daysInMonth(target.year, target.month)) return null
    return dayPiece(end, first + day.value - 1)
  }
  if (!day.ordinal) return null
  const next = nextDayOfMonth(day.value, now.today)
  return next === null ? null : found(day.end, { kind: 'day', day: next, calendar: true, number: day.value })
}

/** The next such day of a month on or after `from`; months too short are passed over. */
export function nextDayOfMonth(day: number, from: Day): Day | null {
  const { year, month } = fromDay(from)
  for (let ahead = 0; ahead < 4; ahead++) {
    const first = fromDay(toDay(year, month + ahead, 1))
    if (!dateExists(first.year, first.month, day)) continue
    const candidate = toDay(first.year, first.month, day)
    if (candidate >= from) return candidate
  }
  return null
}
