import { matchAmount, matchUnit } from './amount.ts'
import { endOfMonth, fromDay } from './calendar.ts'
import { matchClock } from './clock.ts'
import { firstDate } from './first-date.ts'
import { nextHoliday } from './holiday.ts'
import type { Part, Unit } from './lexicon.ts'
import { dayThenMonth, matchDayNumber, monthThenDay } from './month-day.ts'
import { found, type Grammar, type Match, type Moment, type Piece, type Repeat } from './piece.ts'
import { at, type Token } from './tokens.ts'

type RepeatPiece = Extract<Piece, { kind: 'repeat' }>

const everyDay: Repeat = {
  unit: 'day',
  interval: 1,
  weekdays: [],
  monthDays: [],
  months: [],
  positions: [],
  pooled: false,
  afterCompletion: false,
}
const workdays = [1, 2, 3, 4, 5]
const weekend = [6, 7]

const piece = (repeat: Partial<Repeat>, part: Part | null = null): RepeatPiece => ({
  kind: 'repeat',
  repeat: { ...everyDay, ...repeat },
  part,
  clock: null,
})

/** Words that are a repetition by themselves. One line each. */
const adverbs: Record<string, RepeatPiece> = {
  daily: piece({}),
  everyday: piece({}),
  nightly: piece({}, 'night'),
  weekly: piece({ unit: 'week' }),
  biweekly: piece({ unit: 'week', interval: 2 }),
  fortnightly: piece({ unit: 'week', interval: 2 }),
  monthly: piece({ unit: 'month' }),
  bimonthly: piece({ unit: 'month', interval: 2 }),
  quarterly: piece({ unit: 'month', interval: 3 }),
  semiannually: piece({ unit: 'month', interval: 6 }),
  yearly: piece({ unit: 'year' }),
  annual: piece({ unit: 'year' }),
  annually: piece({ unit: 'year' }),
  biannually: piece({ unit: 'month', interval: 6 }),
  biyearly: piece({ unit: 'year', interval: 2 }),
  hourly: piece({ unit: 'hour' }),
  weeknights: piece({ unit: 'week', weekdays: workdays }, 'evening'),
}
const twofold = new Set(['weekly', 'monthly', 'yearly', 'annually', 'annual'])

const adverb: Grammar<Piece> = (tokens, index) => {
  const token = at(tokens, index)
  if (token.opaque) return null
  if (
    (token.word === 'bi' || token.word === 'semi') &&
    twofold.has(at(tokens, index + (at(tokens, index + 1).word === '-' ? 2 : 1)).word)
  ) {
    const end = at(tokens, index + 1).word === '-' ? index + 3 : index + 2
    const base = adverbs[at(tokens, end - 1).word]
    if (base === undefined) return null
    if (token.word === 'semi' && base.repeat.unit === 'year') return found(end, piece({ unit: 'month', interval: 6 }))
    return found(end, { ...base, repeat: { ...base.repeat, interval: 2 } })
  }
  const value = Object.hasOwn(adverbs, token.word) ? adverbs[token.word] : undefined
  if (value === undefined) return null
  // "daily standup", "weekly report" name a thing as well as a rhythm: the caller decides by position.
  return found(index + 1, value)
}

const byUnit: Record<Unit, Partial<Repeat> | null> = {
  second: null,
  minute: { unit: 'minute' },
  hour: { unit: 'hour' },
  day: {},
  workday: { unit: 'week', weekdays: workdays },
  week: { unit: 'week' },
  weekend: { unit: 'week', weekdays: weekend },
  month: { unit: 'month' },
  quarter: { unit: 'month', interval: 3 },
  year: { unit: 'year' },
}

/** Longer lists than any real one would make the search quadratic. */
const longestList = 31
const joins = new Set([',', 'and', '&', '/', 'or', '+'])

/** A list such as "monday, wednesday and friday", "Monday through Friday", "sat/sun". */
export function matchWeekdays(tokens: readonly Token[], index: number): (Match<number[]> & { plural: boolean }) | null {
  const first = at(tokens, index)
  if (first.meaning.weekday === undefined || first.opaque) return null
  const days = [first.meaning.weekday]
  let plural = isPlural(tokens, index)
  let end = index + 1
  while (days.length < longestList) {
    const join = at(tokens, end)
    const beside = join.meaning.weekday !== undefined && !join.opaque
    let next = beside ? end : end + 1
    const range = /^(-|–|to|thru|through|until|till)$/.test(join.word)
    if (!range && !beside && !joins.has(join.word)) break
    while (joins.has(at(tokens, next).word) || at(tokens, next).word === 'on' || at(tokens, next).word === 'every')
      next++
    const { weekday } = at(tokens, next).meaning
    if (weekday === undefined) break
    const last = days.at(-1) ?? weekday
    if (range) for (let day = (last % 7) + 1; day !== weekday; day = (day % 7) + 1) days.push(day)
    days.push(weekday)
    plural ||= range || isPlural(tokens, next)
    end = next + 1
  }
  return { end, value: [...new Set(days)], plural }
}

/** "Thursday's at noon" is written for "Thursdays"; "Thursday's meeting" is not. */
const isPlural = (tokens: readonly Token[], index: number): boolean =>
  at(tokens, index).meaning.plural === true ||
  (at(tokens, index).possessive && /^(at|and|,|from|)$/.test(at(tokens, index + 1).word))

const partAt = (tokens: readonly Token[], index: number): Match<Part> | null => {
  const { part } = at(tokens, index).meaning
  return part === undefined || at(tokens, index).opaque ? null : found(index + 1, part)
}

/** What may follow "first", "2nd and 4th", "last": weekdays, "workday", "day"; then "of the month" where it is needed. */
function matchPositioned(tokens: readonly Token[], index: number, positions: number[]): Match<Partial<Repeat>> | null {
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
function matchWithin(tokens: readonly Token[], index: number): (Match<Partial<Repeat>> & { each: boolean }) | null {
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
function matchPositions(tokens: readonly Token[], index: number): (Match<number[]> & { ordinal: boolean }) | null {
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

/** After "every": "1st and 15th", "last day of the month", "2nd Tuesday of the month", "first workday". */
function matchOrdinalRule(tokens: readonly Token[], index: number): Match<RepeatPiece> | null {
  const positions = matchPositions(tokens, index)
  if (positions === null) return null
  const target = matchPositioned(tokens, positions.end, positions.value)
  const single = positions.value.length === 1 ? (positions.value[0] ?? 1) : null
  if (target !== null) {
    const within = matchWithin(tokens, target.end)
    if (within !== null)
      return found(
        within.end,
        piece({ ...target.value, ...within.value, ...(within.value.months ? { unit: 'year' } : {}) }),
      )
    const plain = positions.ordinal && single !== null
    const counted = plain && single > 1 && !target.value.pooled
    // "every 2nd Saturday" and "every third day" count; "every first Monday", "every last Friday", "every 3rd workday" name one of the month.
    if (counted && target.value.monthDays !== undefined) return found(target.end, piece({ interval: single }))
    if (counted && single <= 3) {
      return found(target.end, piece({ unit: 'week', interval: single, weekdays: target.value.weekdays ?? [] }))
    }
    if (positions.ordinal) return found(target.end, piece(target.value))
    return null
  }
  const unit = matchUnit(tokens, positions.end)
  if (unit !== null && single !== null && single > 1 && positions.ordinal) {
    const base = byUnit[unit.value.unit]
    return base === null
      ? null
      : found(unit.end, piece({ ...base, interval: single * unit.value.times * (base.interval ?? 1) }))
  }
  if (unit !== null || positions.value.includes(-1)) return null
  const months = positions.ordinal
    ? matchMonths(tokens, at(tokens, positions.end).word === 'of' ? positions.end + 1 : positions.end)
    : null
  if (months !== null)
    return found(months.end, piece({ unit: 'year', monthDays: positions.value, months: months.value }))
  const within = matchWithin(tokens, positions.end)
  if (within === null && !positions.ordinal && positions.value.length === 1) return null
  return found(within?.end ?? positions.end, piece({ unit: 'month', monthDays: positions.value, ...within?.value }))
}

function matchMonths(tokens: readonly Token[], index: number): Match<number[]> | null {
  const months: number[] = []
  let end = index
  for (let next = index; months.length < longestList; next = end + 1) {
    while (months.length > 0 && joins.has(at(tokens, next).word)) next++
    const { month } = at(tokens, next).meaning
    if (month === undefined || at(tokens, next).opaque) break
    months.push(month)
    end = next + 1
    if (!joins.has(at(tokens, end).word)) break
  }
  return months.length === 0 ? null : found(end, months)
}

/** After "every": "March 1st", "25 December", "january and july", "Christmas". */
function matchYearlyRule(tokens: readonly Token[], index: number, now: Moment): Match<RepeatPiece> | null {
  const date = monthThenDay(tokens, index, now) ?? dayThenMonth(tokens, index, now)
  if (date !== null) {
    const { month, day } = fromDay(date.value.day)
    const next = /^(and|,|&)$/.test(at(tokens, date.end).word)
      ? (monthThenDay(tokens, date.end + 1, now) ?? dayThenMonth(tokens, date.end + 1, now))
      : null
    const second = next === null ? null : fromDay(next.value.day)
    if (next !== null && second?.day === day)
      return found(
        next.end,
        piece({ unit: 'year', months: [month, second.month].sort((a, b) => a - b), monthDays: [day] }),
      )
    return found(date.end, piece({ unit: 'year', months: [month], monthDays: [day] }))
  }
  const months = matchMonths(tokens, index)
  if (months !== null) return found(months.end, piece({ unit: 'year', months: months.value, monthDays: [1] }))
  const holiday = nextHoliday(at(tokens, index).word, now.today)
  if (holiday === null) return null
  const { month, day } = fromDay(holiday)
  return at(tokens, index).word === 'easter'
    ? null
    : found(index + 1, piece({ unit: 'year', months: [month], monthDays: [day] }))
}

/** After "every": "day", "3 days", "other week", "2 weeks on Monday", "morning", "weekday". */
function matchUnitRule(tokens: readonly Token[], index: number): Match<RepeatPiece> | null {
  let next = index
  let interval = 1
  if (at(tokens, next).word === 'single') next++
  if (at(tokens, next).word === 'other' || at(tokens, next).word === 'alternate') {
    interval = 2
    next++
  } else {
    const half = at(tokens, next).word === 'half'
    const amount = matchAmount(tokens, next)
    if (amount !== null && (half || amount.value === 0.5)) {
      const unit = matchUnit(tokens, amount.end)
      return unit?.value.unit === 'hour' ? found(unit.end, piece({ unit: 'minute', interval: 30 })) : null
    }
    if (amount !== null && Number.isInteger(amount.value) && amount.value > 0 && amount.value < 1_000) {
      interval = amount.value
      next = at(tokens, amount.end).word === '-' ? amount.end + 1 : amount.end
    }
  }
  const weekdays = matchWeekdays(tokens, next)
  if (weekdays !== null) {
    const part = partAt(tokens, weekdays.end)
    return found(
      part?.end ?? weekdays.end,
      piece({ unit: 'week', interval, weekdays: weekdays.value }, part?.value ?? null),
    )
  }
  const part = partAt(tokens, next)
  if (part !== null && interval <= 2) return found(part.end, piece({ interval }, part.value))
  if (/^(a|p)m$/.test(at(tokens, next).word))
    return found(next + 1, piece({}, at(tokens, next).word === 'am' ? 'morning' : 'afternoon'))
  const unit = matchUnit(tokens, next)
  if (unit === null) return null
  const base = byUnit[unit.value.unit]
  if (base === null) return null
  if (unit.value.unit === 'workday' && interval > 1)
    return found(unit.end, piece({ unit: 'day', interval, weekdays: workdays }))
  const ofWeekend =
    unit.value.unit === 'day' &&
    at(tokens, unit.end).word === 'of' &&
    at(tokens, unit.end + 2).meaning.unit === 'weekend'
  if (ofWeekend) return found(unit.end + 3, piece({ unit: 'week', weekdays: weekend }))
  const night = unit.value.unit === 'week' || unit.value.unit === 'workday' ? partAt(tokens, unit.end) : null
  return found(
    night?.end ?? unit.end,
    piece({ ...base, interval: interval * unit.value.times * (base.interval ?? 1) }, night?.value ?? null),
  )
}

/** "every …", "each …", "every! …", "once every …", "alternate Tuesdays". */
const every: Grammar<Piece> = (tokens, index, now) => {
  let next = index
  if (at(tokens, next).word === 'once' && at(tokens, next + 1).word === 'every') next++
  const word = at(tokens, next).word
  if (at(tokens, next).opaque) return null
  if (word === 'alternate') return matchUnitRule(tokens, next)
  if (word !== 'every' && word !== 'each') return null
  next++
  const bang = at(tokens, next).word === '!'
  if (bang) next++
  const rule =
    matchOrdinalRule(tokens, next) ??
    matchYearlyRule(tokens, next, now) ??
    matchUnitRule(tokens, next) ??
    matchTimeRule(tokens, next)
  if (rule === null) return null
  return bang ? found(rule.end, { ...rule.value, repeat: { ...rule.value.repeat, afterCompletion: true } }) : rule
}

/** "every 9pm" is every day. */
function matchTimeRule(tokens: readonly Token[], index: number): Match<RepeatPiece> | null {
  const clock = matchClock(tokens, index)
  return clock === null || clock.bare ? null : found(clock.end, { ...piece({}), clock: clock.clock })
}

const perUnit: Record<string, Partial<Repeat>> = {
  day: {},
  week: { unit: 'week' },
  month: { unit: 'month' },
  year: { unit: 'year' },
  hour: { unit: 'hour' },
  quarter: { unit: 'month', interval: 3 },
}

/** "once a month", "twice a week", "3 times a day", "once per quarter". */
const timesPer: Grammar<Piece> = (tokens, index) => {
  const word = at(tokens, index).word
  let next = index + 1
  if (word !== 'once' && word !== 'twice') {
    const amount = matchAmount(tokens, index)
    if (amount === null || !/^times?$/.test(at(tokens, amount.end).word)) return null
    next = amount.end + 1
  }
  if (!/^(a|per|each|every)$/.test(at(tokens, next).word)) return null
  const { unit } = at(tokens, next + 1).meaning
  const repeat = unit === undefined ? undefined : perUnit[unit]
  return repeat === undefined ? null : found(next + 2, piece(repeat))
}

/** "Mondays", "Tuesdays and Thursdays", "Thursday mornings", "weekdays", "on weekends". */
const plurals: Grammar<Piece> = (tokens, index) => {
  const start = at(tokens, index).word === 'the' ? index + 1 : index
  const token = at(tokens, start)
  if (token.opaque) return null
  const weekdays = matchWeekdays(tokens, start)
  if (weekdays !== null) {
    const part = partAt(tokens, weekdays.end)
    const mornings = part !== null && /s$/.test(at(tokens, weekdays.end).word)
    if (!weekdays.plural && !mornings) return null
    return found(part?.end ?? weekdays.end, piece({ unit: 'week', weekdays: weekdays.value }, part?.value ?? null))
  }
  if (token.word === 'weekdays' || token.word === 'workdays' || token.word === 'weekends') {
    return found(start + 1, piece({ unit: 'week', weekdays: token.word === 'weekends' ? weekend : workdays }))
  }
  if (
    token.word === 'weekday' &&
    /^(alarm|alarms|reminder|reminders|morning|mornings)$/.test(at(tokens, start + 1).word)
  ) {
    return found(start + 1, piece({ unit: 'week', weekdays: workdays }))
  }
  const { part } = token.meaning
  if (part !== undefined && /s$/.test(token.word)) return found(start + 1, piece({}, part))
  return null
}

/** After "every month on", "monthly on": "the last day", "the 2nd Tuesday", "the last workday". */
export function matchDetail(tokens: readonly Token[], index: number): Match<Partial<Repeat>> | null {
  const start = at(tokens, index).word === 'on' ? index + 1 : index
  const positions = matchPositions(tokens, start)
  if (positions === null || !positions.ordinal) return null
  const target = matchPositioned(tokens, positions.end, positions.value)
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

/** "after completion", "after I finish it", "when done". */
export function matchCompletion(tokens: readonly Token[], index: number): number | null {
  const first = at(tokens, index).word
  const second = at(tokens, index + 1).word
  if (!/^(after|from|since|when|once)$/.test(first)) return null
  if (/^(completion|completing|finishing|done|completed|finished)$/.test(second))
    return /^(it|this)$/.test(at(tokens, index + 2).word) ? index + 3 : index + 2
  if (second === 'last' && at(tokens, index + 2).word === 'completion') return index + 3
  if (
    !/^(i|it's|its|i'm)$/.test(second) ||
    !/^(complete|completed|finish|finished|did|do|done)$/.test(at(tokens, index + 2).word)
  )
    return null
  return /^(it|this|them)$/.test(at(tokens, index + 3).word) ? index + 4 : index + 3
}

/** "3 days after completion" without "every". */
const afterCompletion: Grammar<Piece> = (tokens, index) => {
  if (
    at(tokens, index).kind !== 'number' &&
    at(tokens, index).meaning.cardinal === undefined &&
    at(tokens, index).word !== 'a'
  )
    return null
  const rule = matchUnitRule(tokens, index)
  const end = rule === null ? null : matchCompletion(tokens, rule.end)
  if (rule === null || end === null) return null
  return found(end, { ...rule.value, repeat: { ...rule.value.repeat, afterCompletion: true } })
}

/** "every day except Sunday": the weekdays left over, and where the exception ends. */
export function matchExcept(tokens: readonly Token[], index: number): Match<number[]> | null {
  const start = /^(except|excluding|besides)$/.test(at(tokens, index).word)
    ? index + 1
    : at(tokens, index).word === 'but' && at(tokens, index + 1).word === 'not'
      ? index + 2
      : -1
  if (start < 0) return null
  const filler = /^(on|for)$/.test(at(tokens, start).word) ? start + 1 : start
  const list = matchWeekdays(tokens, filler)
  const off = list?.value ?? (at(tokens, filler).meaning.unit === 'weekend' ? weekend : null)
  return off === null
    ? null
    : found(
        list?.end ?? filler + 1,
        [1, 2, 3, 4, 5, 6, 7].filter((day) => !off.includes(day)),
      )
}

/** "the 3rd of every month", "the first Monday of each month", "last day of every month", "1st day of the month" after "on". */
const ordinalOfEach: Grammar<Piece> = (tokens, index) => {
  const positions = matchPositions(tokens, index)
  if (positions === null) return null
  const target = matchPositioned(tokens, positions.end, positions.value)
  const within = matchWithin(tokens, target?.end ?? positions.end)
  if (within === null || !within.each) return null
  const repeat = target?.value ?? { unit: 'month' as const, monthDays: positions.value }
  return found(within.end, piece({ ...repeat, ...within.value }))
}

export const repeatGrammars: readonly Grammar<Piece>[] = [
  every,
  afterCompletion,
  timesPer,
  ordinalOfEach,
  plurals,
  adverb,
]
