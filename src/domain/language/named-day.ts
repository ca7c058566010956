import { matchLength } from './amount.ts'
import { type Day, onOrAfter, startOfWeek } from './calendar.ts'
import { holidayIn, holidayStarts, longestHolidayName, nextHoliday } from './holiday.ts'
import { found, type Grammar, type Match, type Moment, type Piece } from './piece.ts'
import { at, type Token } from './tokens.ts'

const day = (value: Day): Piece => ({ kind: 'day', day: value, calendar: false })

/** Words that are a day by themselves, as days from today. */
const relativeDays: Record<string, number> = { today: 0, tod: 0, tomorrow: 1, overmorrow: 2, yesterday: -1 }

export const namedDay: Grammar<Piece> = (tokens, index, now) => {
  const token = at(tokens, index)
  if (token.opaque || !Object.hasOwn(relativeDays, token.word)) return null
  return found(index + 1, day(now.today + (relativeDays[token.word] ?? 0)))
}

export const dayAfterTomorrow: Grammar<Piece> = (tokens, index, now) => {
  const start = at(tokens, index).word === 'the' ? index + 1 : index
  if (at(tokens, start).word !== 'day') return null
  const direction = at(tokens, start + 1).word
  const anchor = at(tokens, start + 2).word
  if (direction === 'after' && anchor === 'tomorrow') return found(start + 3, day(now.today + 2))
  if (direction === 'before' && anchor === 'yesterday') return found(start + 3, day(now.today - 2))
  return null
}

const which: Record<string, 'this' | 'next' | 'last'> = {
  this: 'this',
  next: 'next',
  last: 'last',
  past: 'last',
  previous: 'last',
  current: 'this',
  coming: 'this',
  upcoming: 'this',
  following: 'next',
}

/** "this", "next", "this coming", "the following", with what it says. */
export function matchWhich(tokens: readonly Token[], index: number): Match<'this' | 'next' | 'last'> | null {
  const start = at(tokens, index).word === 'the' ? index + 1 : index
  const word = at(tokens, start).word
  const value = Object.hasOwn(which, word) ? which[word] : undefined
  if (value === undefined || at(tokens, start).opaque) return null
  if (value === 'this' && word === 'this' && /^(coming|upcoming|next)$/.test(at(tokens, start + 1).word))
    return found(start + 2, 'this')
  return found(start + 1, value)
}

/** "Friday", "next Friday", "this coming Saturday", "Friday week", "Friday after next", "Saturday the 28th". */
export const weekday: Grammar<Piece> = (tokens, index, now) => {
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
  } else if (modifier === null) {
    const led = at(tokens, end).word === 'in'
    const length = matchLength(tokens, led ? end + 1 : end)
    const fromNow =
      length !== null && at(tokens, length.end).word === 'from' && at(tokens, length.end + 1).word === 'now'
    // "Monday two weeks from now" is in the week that is two weeks ahead.
    if (fromNow && length.value.days >= 7 && length.value.days % 7 === 0)
      return found(length.end + 2, day(startOfWeek(now.today + length.value.days, 1) + value - 1))
    if (length !== null && led && length.value.days > 0 && length.value.days % 7 === 0) {
      weeks = length.value.days / 7
      end = length.end
    }
  }
  // "this Monday" may be today, "the coming Monday" is not.
  const coming = modifier !== null && /^(coming|upcoming)$/.test(at(tokens, modifier.end - 1).word)
  return found(end, { kind: 'weekday', weekday: value, which: coming ? 'plain' : (modifier?.value ?? 'plain'), weeks })
}

/** "2027", "of 2027", ", 2027": which year a day is in that has none by itself. */
export function yearAt(tokens: readonly Token[], index: number): Match<number> | null {
  const start = /^(of|in|,)$/.test(at(tokens, index).word) ? index + 1 : index
  const token = at(tokens, start)
  const year = token.digits === 4 && !token.opaque && token.value >= 1990 && token.value <= 2100
  return year && !/^(:|am|pm|hours)$/.test(at(tokens, start + 1).word) ? found(start + 1, token.value) : null
}

/** A holiday by name, "this" or "next" before it allowed. */
export const holiday: Grammar<Piece> = (tokens, index, now) => {
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
    if (token.word === '-' && token.glued) continue
    if (token.kind !== 'word') break
    words++
    name = `${name}${name === '' ? '' : ' '}${token.word.replace("'", '')}${token.possessive ? 's' : ''}`
    const value = nextHoliday(name, now.today)
    if (value === null) continue
    const said = yearAt(tokens, next + 1)
    best = found(said?.end ?? next + 1, day(said === null ? value : (holidayIn(name, said.value) ?? value)))
  }
  return best
}

/** The date of a weekday: plain and "this" the next one, "next" that of the week after this. */
export function resolveWeekday(piece: { weekday: number; which: string; weeks: number }, now: Moment): Day {
  const thisWeek = onOrAfter(startOfWeek(now.today, now.weekStart), piece.weekday)
  if (piece.which === 'next') return thisWeek + 7 + 7 * piece.weeks
  if (piece.which === 'last') return onOrAfter(now.today - 7, piece.weekday)
  const first = onOrAfter(piece.which === 'this' ? now.today : now.today + 1, piece.weekday)
  return first + 7 * piece.weeks
}
