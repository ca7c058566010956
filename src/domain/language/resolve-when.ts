import { recurrenceRuleProblem } from '../recurrence/rule.ts'
import { localOf, resolveWallTime, toWallTime } from '../time/resolve.ts'
import type { WallTime } from '../time/wall-time.ts'
import { zoneOffset } from '../time/zone-offset.ts'
import { addMonths, clockTime, type Day, isoDay, onOrAfter, parseIsoDay, weekdayOf } from './calendar.ts'
import type { Clock } from './clock.ts'
import { firstDate } from './first-date.ts'
import { type Part, partStart } from './lexicon.ts'
import { momentOf } from './moment.ts'
import { nextDayOfMonth } from './month-day.ts'
import { resolveWeekday } from './named-day.ts'
import type { Moment, Repeat } from './piece.ts'
import type { TaskDraft } from './plan.ts'
import type { When } from './when-shape.ts'

/** A date expression worked out. */
export type Resolved = {
  /** One or more due dates, in the order of the text. */
  dues: WallTime[]
  recurrence: TaskDraft['recurrence']
  /** A repetition more frequent than daily, which tasks do not have. */
  tooFrequent: boolean
  /** Only a time of day was said. */
  timeOnly: boolean
  /** End of a range of times, `HH:MM`. */
  endTime: string | null
  /** The days it spans, both included. */
  range: { from: Day; to: Day } | null
}

const dayMinutes = 1440
const exists = (day: Day) => day >= -25_567 && day <= 84_370

/** 24-hour minutes of a clock time: the part of the day decides, else 7–12 are read as morning and 1–6 as afternoon. */
function settle(clock: Clock, part: Part | null, isPast: ((minutes: number) => boolean) | null): number {
  if (!clock.vague) return clock.minutes
  const base = clock.minutes % 720
  if (part === 'morning') return base
  if (part === 'afternoon' || part === 'evening') return base + 720
  if (part === 'night') return base >= 4 * 60 ? base + 720 : base
  const usual = base >= 7 * 60 ? base : base + 720
  return usual === base && isPast?.(usual) && !isPast(base + 720) ? base + 720 : usual
}

/** "Friday the 13th": the next month whose 13th is a Friday. */
function onWeekday<P extends { day: Day; number?: number }>(
  piece: P,
  weekdays: readonly { weekday: number }[],
  now: Moment,
): P {
  const [wanted] = weekdays
  if (piece.number === undefined || wanted === undefined || weekdays.length > 1) return piece
  let day = piece.day
  for (let months = 0; months < 24 && weekdayOf(day) !== wanted.weekday; months++)
    day = nextDayOfMonth(piece.number, Math.max(day + 1, now.today)) ?? day
  return weekdayOf(day) === wanted.weekday ? { ...piece, day } : piece
}

/** The days an expression names; empty if it names none. */
function daysOf(when: When, now: Moment): { days: Day[]; range: Resolved['range'] } {
  const spans = when.days.flatMap((piece) => (piece.kind === 'span' ? [piece] : []))
  const weekdays = when.days.flatMap((piece) => (piece.kind === 'weekday' ? [piece] : []))
  const dates = when.days.flatMap((piece) => (piece.kind === 'day' ? [onWeekday(piece, weekdays, now)] : []))
  const span = spans[0]
  if (span !== undefined && weekdays.length > 0) {
    const days = weekdays.map((piece) =>
      onOrAfter(Math.max(span.from, span.unit === 'week' ? span.from : now.today), piece.weekday),
    )
    return { days, range: { from: Math.min(...days), to: Math.max(...days) } }
  }
  const [numbered] = dates
  if (span?.unit === 'month' && numbered?.number !== undefined) {
    // "next month on the 5th".
    const day = Math.min(span.from + numbered.number - 1, span.to)
    return { days: [day], range: { from: day, to: day } }
  }
  const calendar = dates.some((piece) => piece.calendar)
  const days = [
    ...dates.map((piece) => piece.day),
    ...(calendar && dates.length <= weekdays.length ? [] : weekdays.map((piece) => resolveWeekday(piece, now))),
  ]
  if (span !== undefined && days.length === 0)
    return { days: spans.map((piece) => piece.due), range: { from: span.from, to: span.to } }
  if (days.length === 0) return { days, range: null }
  return { days, range: { from: Math.min(...days), to: Math.max(...days) } }
}

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const frequencies = {
  minute: 'MINUTELY',
  hour: 'HOURLY',
  day: 'DAILY',
  week: 'WEEKLY',
  month: 'MONTHLY',
  year: 'YEARLY',
} as const

/** The RRULE value of a repetition. */
export function ruleOf(repeat: Repeat): string {
  const { unit } = repeat
  const weekdays = [...repeat.weekdays].sort((a, b) => a - b).map((day) => codes[day - 1] ?? 'MO')
  const numbered = repeat.pooled
    ? weekdays
    : repeat.positions.length === 0
      ? weekdays
      : repeat.positions.flatMap((position) => weekdays.map((day) => `${position}${day}`))
  const parts = [`FREQ=${frequencies[unit]}`]
  if (repeat.interval > 1) parts.push(`INTERVAL=${repeat.interval}`)
  if (repeat.months.length > 0) parts.push(`BYMONTH=${repeat.months.join()}`)
  if (repeat.monthDays.length > 0) parts.push(`BYMONTHDAY=${repeat.monthDays.join()}`)
  if (numbered.length > 0) parts.push(`BYDAY=${numbered.join()}`)
  if (repeat.pooled) parts.push(`BYSETPOS=${repeat.positions.join()}`)
  return parts.join(';')
}

function timesOf(when: When, now: Moment, days: readonly Day[]): number[] {
  const onlyToday = days.length === 1 && days[0] === now.today
  const isPast = onlyToday || when.today ? (minutes: number) => minutes <= now.minute : null
  const half = when.clocks.find((clock) => !clock.vague)
  const times = when.clocks.map((clock) => {
    // "at 5 and 6 pm": the half of the day is said once.
    const shared = {
      minutes: (clock.minutes % 720) + (half !== undefined && half.minutes >= 720 ? 720 : 0),
      vague: false,
    }
    const sharing =
      clock.vague && half !== undefined && when.part === null && (shared.minutes < 720 || shared.minutes < half.minutes)
    return settle(sharing ? shared : clock, when.part, isPast)
  })
  if (times.length > 0) return [...new Set(times)]
  if (when.part === null) return []
  const start = partStart[when.part]
  return when.today && start <= now.minute ? [] : [start]
}

/**
 * More often than daily: the rule is passed on as it was said, though tasks refuse it, so that the user is told
 * why; dropping it would turn "every 2 hours" into a single reminder without a word.
 */
function oftenThanDaily(
  rule: string,
  now: Moment,
  times: readonly number[],
): Pick<Resolved, 'dues' | 'recurrence' | 'tooFrequent'> {
  const [time] = times
  const due: WallTime = { date: isoDay(now.today), time: time === undefined ? null : clockTime(time) }
  return { dues: [due], recurrence: { rule, basis: 'schedule', missed: 'skip' }, tooFrequent: true }
}

/** "from November until June": the end is the first such day after the beginning. */
const after = (end: Day, begin: Day): Day => (end < begin && end > begin - 366 ? addMonths(end, 12) : end)

type Until = NonNullable<When['until']>

/**
 * The last day of a series that begins on `begin`. Where the end is open ("until June") or as far away as the
 * beginning ("for the next 3 weeks", said on its first day), a date on that very day is one too many.
 */
function lastDay(until: Until, { begin, today, repeat }: { begin: Day; today: Day; repeat: Repeat }): Day {
  const { length } = until
  if (length !== null && !until.ahead) return addMonths(begin, length.months) + length.days - 1
  const end = length === null ? after(until.day, begin) : addMonths(today, length.months) + length.days
  const beyond = length === null ? until.open === true : begin === today
  return beyond && firstDate(repeat, end) === end ? end - 1 : end
}

/** The first dates of a series, one for each time of day. */
function series(when: When, now: Moment, days: readonly Day[]): Pick<Resolved, 'dues' | 'recurrence' | 'tooFrequent'> {
  const times = timesOf(when, now, [])
  const none = { dues: [], recurrence: null, tooFrequent: false }
  if (when.repeat === null) return none
  const base = ruleOf(when.repeat)
  if (when.repeat.unit === 'minute' || when.repeat.unit === 'hour') return oftenThanDaily(base, now, times)
  const start = when.start ?? days[0] ?? now.today
  const { repeat } = when
  const first = (time: number | null): { date: Day; time: number | null } | null => {
    const passed = start <= now.today && time !== null && time <= now.minute
    const date = firstDate(repeat, start <= now.today ? (passed ? now.today + 1 : now.today) : start)
    return date === null ? null : { date, time }
  }
  const firsts = (times.length === 0 ? [null] : times).flatMap((time) => first(time) ?? [])
  const begin = firsts[0]?.date
  if (begin === undefined || !exists(begin)) return none
  let rule = base
  if (when.count !== null) rule += `;COUNT=${when.count}`
  else if (when.until !== null) {
    const end = lastDay(when.until, { begin, today: now.today, repeat })
    rule += `;UNTIL=${isoDay(Math.max(end, begin)).replaceAll('-', '')}`
  }
  if (recurrenceRuleProblem(rule) !== null) return none
  const basis = when.repeat.afterCompletion ? 'completion' : 'schedule'
  return {
    dues: firsts.map(({ date, time }) => ({ date: isoDay(date), time: time === null ? null : clockTime(time) })),
    recurrence: { rule, basis, missed: 'skip' },
    tooFrequent: false,
  }
}

/** Works a date expression out at `now`; `dues` is empty where it names no date that exists. */
export function resolveWhen(when: When, now: Moment): Resolved {
  if (when.zone === null || when.zone === now.timeZone) return resolveHere(when, now)
  if (when.repeat === null) return resolveThere(when, when.zone, now)
  const series = seriesHere(when, when.zone, now)
  const none = { recurrence: null, tooFrequent: false, timeOnly: false, endTime: null, range: null }
  return series === null ? { ...none, dues: [] } : resolveHere(series, now)
}

/** A time told by the clocks of another zone, as the user's clocks show it: the day may be another. */
function resolveThere(when: When, zone: string, now: Moment): Resolved {
  const there = resolveHere(when, { ...momentOf({ ...now, now: now.instant, timeZone: zone }), dayFirst: now.dayFirst })
  const here = (due: WallTime): WallTime =>
    due.time === null ? due : toWallTime(resolveWallTime(localOf(due), zone).instant, now.timeZone)
  const dues = there.dues.map(here)
  const [first] = there.dues
  const end = first === undefined || there.endTime === null ? null : here({ date: first.date, time: there.endTime })
  const days = dues.map((due) => parseIsoDay(due.date))
  const range = there.range === null || days.length === 0 ? null : { from: Math.min(...days), to: Math.max(...days) }
  return { ...there, dues, endTime: end?.time ?? null, range }
}

/**
 * A series has one clock, the user's: the difference of the zones is today's, and days of the week move with the time.
 * Days of the month cannot, as the day before the first is another in every month: null.
 */
function seriesHere(when: When, zone: string, now: Moment): When | null {
  const epochMs = Date.parse(now.instant)
  const ahead = Math.round((zoneOffset(epochMs, now.timeZone) - zoneOffset(epochMs, zone)) / 60_000)
  const moved = (clock: Clock): Clock => ({
    minutes: (settle(clock, when.part, null) + ahead + 2 * dayMinutes) % dayMinutes,
    vague: false,
  })
  const [clock] = when.clocks
  const days = clock === undefined ? 0 : Math.floor((settle(clock, when.part, null) + ahead) / dayMinutes)
  const { repeat } = when
  if (repeat === null || (days !== 0 && repeat.unit !== 'day' && repeat.unit !== 'week')) return null
  const weekdays = repeat.weekdays.map((weekday) => ((weekday - 1 + days + 7) % 7) + 1)
  return {
    ...when,
    zone: null,
    part: null,
    repeat: { ...repeat, weekdays },
    clocks: when.clocks.map(moved),
    clockEnd: when.clockEnd === null ? null : moved(when.clockEnd),
  }
}

function resolveHere(when: When, now: Moment): Resolved {
  const { days, range } = daysOf(when, now)
  const timeOnly = days.length === 0 && when.offset === null && when.repeat === null && !when.today
  const base = { recurrence: null, tooFrequent: false, timeOnly, endTime: null, range }
  if (when.repeat !== null) {
    const result = series(when, now, days)
    const dates = result.dues.map((due) => parseIsoDay(due.date))
    const spanned = dates.length === 0 ? null : { from: Math.min(...dates), to: Math.max(...dates) }
    return { ...base, ...result, range: spanned, endTime: endOf(when) }
  }
  if (when.offset !== null) {
    const total = now.minute + when.offset
    const day = now.today + Math.floor(total / dayMinutes)
    if (!exists(day)) return { ...base, dues: [] }
    return {
      ...base,
      dues: [{ date: isoDay(day), time: clockTime(total % dayMinutes) }],
      range: { from: day, to: day },
    }
  }
  const times = timesOf(when, now, days)
  const dates = days.length > 0 ? days : [now.today]
  const dues: WallTime[] = []
  for (const date of dates) {
    for (const time of times.length === 0 ? [null] : times) {
      const rolls =
        time !== null &&
        ((days.length === 0 && (time <= now.minute || time === 0)) || (time === 0 && date === now.today))
      const day = rolls && !(when.today && time !== 0) ? date + 1 : date
      if (exists(day)) dues.push({ date: isoDay(day), time: time === null ? null : clockTime(time) })
    }
  }
  const today = when.today && days.length === 0 ? { from: now.today, to: now.today } : null
  const chosen = when.either ? earliest(dues) : dues
  return { ...base, dues: chosen, endTime: endOf(when), range: range ?? today }
}

/** Of alternatives one is enough: the first to come. */
const earliest = (dues: readonly WallTime[]): WallTime[] =>
  [...dues].sort((a, b) => (localOf(a) < localOf(b) ? -1 : 1)).slice(0, 1)

function endOf(when: When): string | null {
  if (when.clockEnd === null) return null
  return clockTime(settle(when.clockEnd, when.part, null))
}
