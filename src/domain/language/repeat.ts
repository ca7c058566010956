import { matchAmount, matchUnit } from './amount.ts'
import { fromDay } from './calendar.ts'
import { matchClock } from './clock.ts'
import { nextHoliday } from './holiday.ts'
import type { Unit } from './lexicon.ts'
import { dayThenMonth, monthThenDay } from './month-day.ts'
import { matchPositioned, matchPositions, matchWithin, monthDays, ordinalOfEach } from './ordinal.ts'
import { found, type Grammar, type Match, type Moment, type Piece, type Repeat } from './piece.ts'
import { piece, type RepeatPiece, weekend, workdays } from './repeat-piece.ts'
import { at, type Token } from './tokens.ts'
import { joins, longestList, matchWeekdays, partAt } from './weekday-list.ts'

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
  biannual: piece({ unit: 'month', interval: 6 }),
  semimonthly: piece({ unit: 'month', monthDays: [1, 15] }),
  biyearly: piece({ unit: 'year', interval: 2 }),
  hourly: piece({ unit: 'hour' }),
  weeknights: piece({ unit: 'week', weekdays: workdays }, 'evening'),
}
const twofold = new Set(['weekly', 'monthly', 'yearly', 'annually', 'annual'])

const adverb: Grammar<Piece> = (tokens, index) => {
  const token = at(tokens, index)
  if (token.opaque) return null
  if (
    (token.word === 'bi' || token.word === 'semi' || token.word === 'half') &&
    twofold.has(at(tokens, index + (at(tokens, index + 1).word === '-' ? 2 : 1)).word)
  ) {
    const end = at(tokens, index + 1).word === '-' ? index + 3 : index + 2
    const base = adverbs[at(tokens, end - 1).word]
    if (base === undefined) return null
    if (token.word === 'half' && base.repeat.unit !== 'year') return null
    if (token.word !== 'bi' && base.repeat.unit === 'year') return found(end, piece({ unit: 'month', interval: 6 }))
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
    // "every third day" and "every 2nd Saturday" count. "Every 3rd Friday" and "every 3rd workday" name one of the month,
    // as in other task managers: who counts says "every 3 weeks" or "every 3 workdays".
    if (counted && target.value.monthDays !== undefined) return found(target.end, piece({ interval: single }))
    if (counted && single === 2) {
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
  // "every second" is no day of the month.
  if (within === null && at(tokens, positions.end - 1).word === 'second') return null
  if (within === null && !positions.ordinal && positions.value.length === 1 && !closes(tokens, positions.end))
    return null
  return found(within?.end ?? positions.end, piece({ unit: 'month', monthDays: positions.value, ...within?.value }))
}

/** "every 27" is a day of the month only where nothing follows that it could count. */
const closes = (tokens: readonly Token[], index: number) =>
  index >= tokens.length || /^(at|,|\.|until|starting)$/.test(at(tokens, index).word)

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
  const days = monthDays(tokens, index)
  const date = monthThenDay(tokens, index, now) ?? dayThenMonth(tokens, index, now)
  if (days !== null && days.end > (date?.end ?? 0)) return found(days.end, piece(days.value))
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
  if (unit.value.unit === 'month' && at(tokens, unit.end).word === 'end')
    return found(unit.end + 1, piece({ unit: 'month', monthDays: [-1] }))
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

const perAdverb: Record<string, Partial<Repeat>> = {
  daily: {},
  weekly: { unit: 'week' },
  monthly: { unit: 'month' },
  yearly: { unit: 'year' },
  annually: { unit: 'year' },
}

/** "once a month", "twice a week", "3 times a day", "3x/week", "twice daily", "once per quarter". */
const timesPer: Grammar<Piece> = (tokens, index) => {
  const next = timesAt(tokens, index)
  if (next === null) return null
  const { word } = at(tokens, next)
  const adverb = Object.hasOwn(perAdverb, word) ? perAdverb[word] : undefined
  if (adverb !== undefined) return found(next + 1, piece(adverb))
  if (!/^(a|an|per|each|every|\/)$/.test(word)) return null
  const { unit, amount } = at(tokens, next + 1).meaning
  const repeat = unit === undefined ? undefined : perUnit[unit]
  if (repeat === undefined) return null
  return found(next + 2, piece(amount === undefined ? repeat : { ...repeat, interval: amount }))
}

/** Where "once", "thrice", "3 times", "3x" ends. */
function timesAt(tokens: readonly Token[], index: number): number | null {
  if (/^(once|twice|thrice)$/.test(at(tokens, index).word)) return index + 1
  const amount = matchAmount(tokens, index)
  if (amount === null) return null
  const word = at(tokens, amount.end).word
  return /^times?$/.test(word) || (word === 'x' && at(tokens, amount.end).glued) ? amount.end + 1 : null
}

const edgeDays: Record<string, readonly [start: Partial<Repeat>, end: Partial<Repeat>]> = {
  week: [
    { unit: 'week', weekdays: [1] },
    { unit: 'week', weekdays: [5] },
  ],
  month: [
    { unit: 'month', monthDays: [1] },
    { unit: 'month', monthDays: [-1] },
  ],
  quarter: [
    { unit: 'year', months: [1, 4, 7, 10], monthDays: [1] },
    { unit: 'year', months: [3, 6, 9, 12], monthDays: [-1] },
  ],
  year: [
    { unit: 'year', months: [1], monthDays: [1] },
    { unit: 'year', months: [12], monthDays: [31] },
  ],
}

/** "the end of every month", "the start of each week". */
const edgeOfEach: Grammar<Piece> = (tokens, index) => {
  const start = at(tokens, index).word === 'the' ? index + 1 : index
  const { word } = at(tokens, start)
  if (!/^(start|begin|beginning|end|close)$/.test(word) || at(tokens, start + 1).word !== 'of') return null
  if (!/^(every|each)$/.test(at(tokens, start + 2).word)) return null
  const { unit } = at(tokens, start + 3).meaning
  const days = unit !== undefined && Object.hasOwn(edgeDays, unit) ? edgeDays[unit] : undefined
  if (days === undefined) return null
  return found(start + 4, piece(/^(start|begin|beginning)$/.test(word) ? days[0] : days[1]))
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

/** "every day except Sunday", "every weekday but not Friday": which of `days` are left, and where the exception ends. */
export function matchExcept(tokens: readonly Token[], index: number, days: readonly number[]): Match<number[]> | null {
  const word = at(tokens, index).word
  const next = at(tokens, index + 1).word
  const two =
    (word === 'but' && next === 'not') ||
    (word === 'apart' && next === 'from') ||
    (word === 'other' && next === 'than') ||
    (word === 'except' && next === 'for')
  if (!two && !/^(except|excluding|besides|but)$/.test(word)) return null
  const start = two ? index + 2 : index + 1
  const filler = /^(on|for|the)$/.test(at(tokens, start).word) ? start + 1 : start
  const list = matchWeekdays(tokens, filler)
  const off = list?.value ?? (at(tokens, filler).meaning.unit === 'weekend' ? weekend : null)
  if (off === null) return null
  return found(
    list?.end ?? filler + 1,
    days.filter((day) => !off.includes(day)),
  )
}

export const repeatGrammars: readonly Grammar<Piece>[] = [
  every,
  afterCompletion,
  timesPer,
  edgeOfEach,
  ordinalOfEach,
  plurals,
  adverb,
]
