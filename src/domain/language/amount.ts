import { addMonths, type Day, weekdayOf } from './calendar.ts'
import type { Unit } from './lexicon.ts'
import { found, type Match } from './piece.ts'
import { at, type Token } from './tokens.ts'

/** A length of time in units that do not convert into each other. */
export type Length = { minutes: number; days: number; workdays: number; months: number }

const glued: Record<string, Unit> = { m: 'minute', h: 'hour', d: 'day', w: 'week', y: 'year', s: 'second' }
const articles = new Set(['a', 'an', 'another'])

/** "3", "three", "twenty five", "a", "a couple of", "a few", "half a", "1.5", "1/2". */
export function matchAmount(tokens: readonly Token[], index: number): Match<number> | null {
  const token = at(tokens, index)
  if (token.opaque) return null
  if (token.kind === 'number') {
    const mark = at(tokens, index + 1).word
    const second = at(tokens, index + 2)
    const quarters = mark === '/' && at(tokens, index + 1).glued && second.value === 4 && token.value % 2 === 1
    if (quarters && token.value < 4) return found(index + 3, token.value / 4)
    if (token.value === 1 && mark === '/' && second.value === 2) return found(index + 3, 0.5)
    // "1 1/2": the half after a whole.
    if (mark === '1' && second.word === '/' && at(tokens, index + 3).value === 2)
      return found(index + 4, token.value + 0.5)
    if (mark === '.' && second.glued && second.kind === 'number' && second.digits <= 2) {
      return found(index + 3, Number(`${token.value}.${second.word}`))
    }
    return token.digits <= 4 ? found(index + 1, token.value) : null
  }
  if (token.word === 'half') return matchHalfOf(tokens, index + 1)
  if (articles.has(token.word)) {
    const next = at(tokens, index + 1).word
    if (next === 'couple' || next === 'few' || next === 'pair') {
      const end = at(tokens, index + 2).word === 'of' ? index + 3 : index + 2
      return found(end, next === 'few' ? 3 : 2)
    }
    if (next === 'half') return matchHalfOf(tokens, index + 2)
    const amount = token.word === 'another' ? matchAmount(tokens, index + 1) : null
    return amount ?? found(index + 1, 1)
  }
  if (token.word === 'few' || token.word === 'couple')
    return found(at(tokens, index + 1).word === 'of' ? index + 2 : index + 1, token.word === 'few' ? 3 : 2)
  const cardinal = token.meaning.cardinal
  if (cardinal === undefined) return null
  const ones = at(tokens, at(tokens, index + 1).word === '-' ? index + 2 : index + 1).meaning.cardinal
  if (cardinal >= 20 && cardinal % 10 === 0 && ones !== undefined && ones < 10) {
    return found(at(tokens, index + 1).word === '-' ? index + 3 : index + 2, cardinal + ones)
  }
  return found(index + 1, cardinal)
}

const matchHalfOf = (tokens: readonly Token[], index: number): Match<number> =>
  found(articles.has(at(tokens, index).word) ? index + 1 : index, 0.5)

function inUnits(amount: number, unit: Unit, times: number): Length | null {
  const none = { minutes: 0, days: 0, workdays: 0, months: 0 }
  const total = amount * times
  switch (unit) {
    case 'second':
      return { ...none, minutes: Math.ceil(total / 60) }
    case 'minute':
      return { ...none, minutes: Math.round(total) }
    case 'hour':
      return { ...none, minutes: Math.round(total * 60) }
    case 'day':
      return Number.isInteger(total) ? { ...none, days: total } : { ...none, minutes: Math.round(total * 1440) }
    case 'workday':
      return { ...none, workdays: Math.round(total) }
    case 'week':
      return { ...none, days: Math.round(total * 7) }
    case 'month':
      return Number.isInteger(total) ? { ...none, months: total } : { ...none, days: Math.round(total * 30) }
    case 'quarter':
      return { ...none, months: Math.round(total * 3) }
    case 'year':
      return { ...none, months: Math.round(total * 12) }
    case 'weekend':
      return null
  }
}

/** The unit at `index`; "working days" and "business days" count as workdays. */
export function matchUnit(tokens: readonly Token[], index: number): Match<{ unit: Unit; times: number }> | null {
  const token = at(tokens, index)
  if (token.opaque) return null
  const working =
    token.word === 'working' || token.word === 'business' || token.word === 'work' || token.word === 'week'
  const next = at(tokens, index + 1)
  if (working && next.meaning.unit === 'day' && (token.word !== 'week' || next.word === 'days')) {
    return found(index + 2, { unit: 'workday', times: 1 })
  }
  const { unit, amount, ordinal } = token.meaning
  if (unit !== undefined && ordinal === undefined) return found(index + 1, { unit, times: amount ?? 1 })
  const counted = at(tokens, index - 1).kind === 'number' && (token.glued || token.word === 'h')
  const short = counted && Object.hasOwn(glued, token.word) ? glued[token.word] : undefined
  return short === undefined ? null : found(index + 1, { unit: short, times: 1 })
}

/** "a quarter of an hour", "three quarters of an hour", "quarter hour". */
function matchQuarters(tokens: readonly Token[], index: number): Match<Length> | null {
  const amount = at(tokens, index).word === 'quarter' ? found(index, 1) : matchAmount(tokens, index)
  if (amount === null || !(amount.value >= 1 && amount.value <= 3)) return null
  const start = at(tokens, amount.end).word === '-' ? amount.end + 1 : amount.end
  if (at(tokens, start).meaning.unit !== 'quarter') return null
  let end = start + 1
  for (const word of ['of', 'an']) if (at(tokens, end).word === word) end++
  if (at(tokens, end).word !== 'hour') return null
  return found(end + 1, { minutes: 15 * amount.value, days: 0, workdays: 0, months: 0 })
}

/** Where "and a half" ends; `index` where it does not stand. */
const halfMore = (tokens: readonly Token[], index: number): number =>
  at(tokens, index).word === 'and' && /^an?$/.test(at(tokens, index + 1).word) && at(tokens, index + 2).word === 'half'
    ? index + 3
    : index

function matchSingle(tokens: readonly Token[], index: number): Match<Length> | null {
  const quarters = matchQuarters(tokens, index)
  if (quarters !== null) return quarters
  const amount = matchAmount(tokens, index)
  if (amount === null) return null
  const half = halfMore(tokens, amount.end)
  const hyphen = /^(-|more)$/.test(at(tokens, half).word) ? half + 1 : half
  const unit = matchUnit(tokens, hyphen)
  if (unit === null) return null
  let value = half > amount.end ? amount.value + 0.5 : amount.value
  let end = unit.end
  if (halfMore(tokens, end) > end) {
    value += 0.5
    end += 3
  }
  const length = inUnits(value, unit.value.unit, unit.value.times)
  return length === null || value > 10_000 ? null : found(end, length)
}

/** A length of time: "2 hours", "an hour and a half", "1h30m", "2 hours and 15 minutes", "3 working days". */
export function matchLength(tokens: readonly Token[], index: number): Match<Length> | null {
  const first = matchSingle(tokens, index)
  if (first === null) return null
  const joined = at(tokens, first.end).word
  const second = matchSingle(tokens, joined === 'and' || joined === ',' ? first.end + 1 : first.end)
  if (second === null || second.value.minutes === 0 || first.value.minutes === 0) return first
  return found(second.end, { ...first.value, minutes: first.value.minutes + second.value.minutes })
}

/** A length in any units: "1d 2hr 5min", "2 years, 1 month and 21 days", "1 day and 2 hours". */
export function matchCompound(tokens: readonly Token[], index: number): Match<Length> | null {
  let total = matchLength(tokens, index)
  for (let pieces = 1; total !== null && pieces < 6; pieces++) {
    let next = total.end
    for (const join of [',', 'and']) if (at(tokens, next).word === join) next++
    const more = matchLength(tokens, next)
    if (more === null) break
    const { minutes, days, workdays, months } = more.value
    const { value } = total
    total = found(more.end, {
      minutes: value.minutes + minutes,
      days: value.days + days,
      workdays: value.workdays + workdays,
      months: value.months + months,
    })
  }
  return total
}

/** The day that lies a length after (or with `-1` before) another. */
export function shiftDay(day: Day, length: Length, sign: 1 | -1 = 1): Day {
  let shifted = addMonths(day, sign * length.months) + sign * length.days
  for (let left = Math.min(length.workdays, 2_000); left > 0; left--) {
    do shifted += sign
    while (weekdayOf(shifted) > 5)
  }
  return shifted
}
