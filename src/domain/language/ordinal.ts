import { matchAmount, matchUnit } from './amount.ts'
import { endOfMonth, toDay } from './calendar.ts'
import { isEdge } from './context-words.ts'
import { firstDate } from './first-date.ts'
import { matchDayNumber } from './month-day.ts'
import { yearAt } from './named-day.ts'
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
  const counted = each && at(tokens, next).word !== 'other' ? matchDayNumber(tokens, next) : null
  if (each && at(tokens, next).word === 'other') {
    interval = 2
    next++
  } else if (counted?.ordinal === true && at(tokens, counted.end).meaning.month === undefined) {
    interval = counted.value
    next = counted.end
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

/** "second last", "2nd to the last", "third-to-last", "fifth last": counted from the end. */
function fromLast(tokens: readonly Token[], index: number): Match<number> | null {
  const day = matchDayNumber(tokens, index)
  if (day === null || !day.ordinal || day.value < 2 || day.value > 5) return null
  let next = day.end
  for (const word of ['-', 'to', '-', 'the']) if (at(tokens, next).word === word) next++
  return at(tokens, next).word === 'last' ? found(next + 1, -day.value) : null
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
    const backward = at(tokens, next).word === 'last' ? found(next + 1, -1) : fromLast(tokens, next)
    const forward = backward === null ? matchDayNumber(tokens, next) : null
    const position = backward ?? forward
    if (position === null) break
    values.push(position.value)
    ordinal ||= forward === null || forward.ordinal
    end = position.end
    if (!joins.has(at(tokens, end).word)) break
    next = end + 1
    while (joins.has(at(tokens, next).word)) next++
  }
  return values.length === 0 ? null : { end, value: values, ordinal }
}

const edges: Record<string, number> = { start: 1, beginning: 1, begin: 1, end: -1 }

/** After "every year on", "yearly on": "the fourth Thursday in November", "December 21st and 31st". */
export function matchYearDetail(tokens: readonly Token[], index: number): Match<Partial<Repeat>> | null {
  const start = at(tokens, index).word === 'on' ? index + 1 : index
  const days = monthDays(tokens, start)
  if (days !== null && (days.value.monthDays?.length ?? 0) > 1) return days
  const positions = matchPositions(tokens, start)
  const target = positions?.ordinal ? matchPositioned(tokens, positions.end, positions.value) : null
  const within = target === null ? null : matchWithin(tokens, target.end)
  if (target === null || within?.value.months === undefined) return null
  return found(within.end, { ...target.value, ...within.value })
}

/** "August 20 and 30", "dec 21st, 25th and 31st": days of one month. */
export function monthDays(tokens: readonly Token[], index: number): Match<Partial<Repeat>> | null {
  const { month } = at(tokens, index).meaning
  if (month === undefined || at(tokens, index).opaque) return null
  let start = index + 1
  for (const filler of ['on', 'the', 'day', 'days']) if (at(tokens, start).word === filler) start++
  const days = matchPositions(tokens, start)
  if (days === null || days.value.some((day) => day < 1) || /^(:|am|pm)$/.test(at(tokens, days.end).word)) return null
  return found(days.end, { unit: 'year', months: [month], monthDays: days.value })
}

/** After "every month on", "monthly on": "the last day", "the 2nd Tuesday", "the last workday", "at the end". */
export function matchDetail(tokens: readonly Token[], index: number): Match<Partial<Repeat>> | null {
  const edge = at(tokens, index).word === 'at' && at(tokens, index + 1).word === 'the' ? at(tokens, index + 2).word : ''
  const day = Object.hasOwn(edges, edge) ? edges[edge] : undefined
  if (day !== undefined && isEdge(tokens, index + 3)) return found(index + 3, { monthDays: [day] })
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
  const year = within.value.months === undefined ? null : yearAt(tokens, within.end)
  const from = year !== null ? toDay(year.value, 1, 1) : next ? endOfMonth(now.today) + 1 : now.today
  const day = firstDate({ ...everyDay, ...target.value, ...within.value }, from)
  return day === null ? null : found(year?.end ?? within.end, { kind: 'day', day, calendar: false })
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
