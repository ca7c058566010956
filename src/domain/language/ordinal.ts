import { matchAmount, matchUnit } from './amount.ts'
import { endOfMonth } from './calendar.ts'
import { isEdge } from './context-words.ts'
import { firstDate } from './first-date.ts'
import { matchDayNumber } from './month-day.ts'
import { found, type Grammar, type Match, type Piece, type Repeat } from './piece.ts'
import { everyDay, piece, workdays } from './repeat-piece.ts'
import { at, type Token } from './tokens.ts'
import { joins, longestList, matchWeekdays } from './weekday-list.ts'

/** What may follow "first", "2nd and 4th", "last": weekdays, "workday", "day"; then "of the month" where it is needed. */
export function matchPositioned(
  tokens: readonly Token[],
  index: number,
  positions: number[],
): Match<Partial<Repeat>> | null {
  const weekdays = matchWeekdays(tokens, index)
  if (weekdays !== null) return found(weekdays.end, { unit: 'month', weekdays: weekdays.value, positions })
  const unit = matchUnit(tokens, index)
  if (unit?.value.unit === 'workday')
    return found(unit.end, { unit: 'month', weekdays: workdays, positions, pooled: true })
  if (unit?.value.unit === 'weekend') return found(unit.end, { unit: 'month', weekdays: [6], positions })
  if (unit?.value.unit === 'day') return found(unit.end, { unit: 'month', monthDays: positions })
  return null
}

/** "of the month", "of every month", "of each year", "in January", "of the quarter", "monthly": where the set lies. */
export function matchWithin(
  tokens: readonly Token[],
  index: number,
): (Match<Partial<Repeat>> & { each: boolean }) | null {
  let next = index
  const lead = at(tokens, next).word
  if (lead === 'of' || lead === 'in' || lead === 'on') next++
  const word = at(tokens, next).word
  const each = word === 'every' || word === 'each'
  if (each || word === 'the' || word === 'a') next++
  if (next === index) return at(tokens, index).word === 'monthly' ? { end: index + 1, value: {}, each: true } : null
  let interval = 1
  if (each && (at(tokens, next).word === 'other' || at(tokens, next).meaning.ordinal === 2)) {
    interval = 2
    next++
  } else if (each) {
    const amount = matchAmount(tokens, next)
    if (amount !== null && Number.isInteger(amount.value) && amount.value > 1) {
      interval = amount.value
      next = amount.end
    }
  }
  const { unit, month } = at(tokens, next).meaning
  if (unit === 'month') return { end: next + 1, value: interval > 1 ? { interval } : {}, each }
  if (unit === 'quarter') return { end: next + 1, value: { interval: 3 }, each }
  if (month !== undefined && lead !== 'on') return { end: next + 1, value: { unit: 'year', months: [month] }, each }
  return null
}

/** Ordinals in a list: "1st and 15th", "2, 15 and 27", "last". */
export function matchPositions(
  tokens: readonly Token[],
  index: number,
): (Match<number[]> & { ordinal: boolean }) | null {
  const values: number[] = []
  let ordinal = false
  let end = index
  for (let next = index; values.length < longestList; ) {
    if (at(tokens, next).word === 'the') next++
    const last = at(tokens, next).word === 'last'
    const penultimate = at(tokens, next).meaning.ordinal === 2 && at(tokens, next + 1).word === 'last'
    const day = last || penultimate ? null : matchDayNumber(tokens, next)
    if (!last && !penultimate && day === null) break
    values.push(penultimate ? -2 : (day?.value ?? -1))
    ordinal ||= day === null || day.ordinal
    end = day?.end ?? (penultimate ? next + 2 : next + 1)
    if (!joins.has(at(tokens, end).word)) break
    next = end + 1
    while (joins.has(at(tokens, next).word)) next++
  }
  return values.length === 0 ? null : { end, value: values, ordinal }
}

/** After "every month on", "monthly on": "the last day", "the 2nd Tuesday", "the last workday". */
export function matchDetail(tokens: readonly Token[], index: number): Match<Partial<Repeat>> | null {
  const start = at(tokens, index).word === 'on' ? index + 1 : index
  const positions = matchPositions(tokens, start)
  if (positions === null) return null
  const definite = start > index && at(tokens, start).word === 'the'
  const target = positions.ordinal ? matchPositioned(tokens, positions.end, positions.value) : null
  const several = positions.ordinal && positions.value.length > 1
  if (target === null && (several || (definite && !positions.ordinal)) && isEdge(tokens, positions.end))
    return found(positions.end, { monthDays: positions.value })
  if (target === null) return null
  const within = matchWithin(tokens, target.end)
  return found(within !== null && !within.each ? within.end : target.end, target.value)
}

/** "last Friday of the month", "first Monday of next month", "2nd Tuesday in January": a date. */
export const ordinalDate: Grammar<Piece> = (tokens, index, now) => {
  const positions = matchPositions(tokens, index)
  if (positions === null || positions.value.length !== 1) return null
  const target = matchPositioned(tokens, positions.end, positions.value)
  if (target === null || !/^(of|in)$/.test(at(tokens, target.end).word)) return null
  const next =
    /^(next|following)$/.test(at(tokens, target.end + 1).word) && at(tokens, target.end + 2).meaning.unit === 'month'
  const within = next ? { end: target.end + 3, value: {}, each: false } : matchWithin(tokens, target.end)
  if (within === null || within.each) return null
  const from = next ? endOfMonth(now.today) + 1 : now.today
  const day = firstDate({ ...everyDay, ...target.value, ...within.value }, from)
  return day === null ? null : found(within.end, { kind: 'day', day, calendar: false })
}

/** "the 3rd of every month", "the first Monday of each month", "last day of every month", "1st day of the month" after "on". */
export const ordinalOfEach: Grammar<Piece> = (tokens, index) => {
  const positions = matchPositions(tokens, index)
  if (positions === null) return null
  const target = matchPositioned(tokens, positions.end, positions.value)
  const plain = matchWithin(tokens, target?.end ?? positions.end)
  // "the last day of the month every month" says it twice.
  const again =
    plain !== null && !plain.each && /^(every|each)$/.test(at(tokens, plain.end).word)
      ? matchWithin(tokens, plain.end)
      : null
  const within = again ?? plain
  if (within === null || !within.each) return null
  const repeat = target?.value ?? { unit: 'month' as const, monthDays: positions.value }
  return found(within.end, piece({ ...repeat, ...within.value }))
}
