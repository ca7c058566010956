import { accepts } from './acceptance.ts'
import { matchLength } from './amount.ts'
import { matchBound, matchSpell } from './bound.ts'
import { fromDay } from './calendar.ts'
import { matchClock } from './clock.ts'
import { matchClockZone } from './clock-zone.ts'
import { dayLeads, isEdge, leads, taskNouns } from './context-words.ts'
import {
  dayOfMonth,
  dayRange,
  dayThenMonth,
  monthThenDay,
  nextDayOfMonth,
  numericDate,
  yearThenMonth,
} from './month-day.ts'
import { matchDetail, matchYearDetail, ordinalDate } from './ordinal.ts'
import { anyOf, type Grammar, type Match, type Moment, type Piece, type Repeat } from './piece.ts'
import { monthAlone, relativeDay, yearAlone } from './relative-day.ts'
import { matchCompletion, matchExcept, repeatGrammars } from './repeat.ts'
import { weekend, workdays } from './repeat-piece.ts'
import { at, type Token } from './tokens.ts'
import { matchWeekdays } from './weekday-list.ts'
import { add, compatible, emptyWhen, type Surroundings, type When } from './when-shape.ts'

const joins = new Set([',', 'and', '&', 'or', '/', '-', '–'])

/** "move it from 3 pm to 4 pm" names two times, not a range. */
const clock = (tokens: readonly Token[], index: number, moving: boolean): Match<Piece> | null => {
  const match = matchClock(tokens, index, { ranges: !moving })
  if (match === null) return null
  const value: Piece = { kind: 'clock', clock: match.clock, until: match.until ?? null, bare: match.bare }
  const zone = matchClockZone(tokens, match.end, match.bare)
  return zone === null ? { end: match.end, value } : { end: zone.end, value: { ...value, zone: zone.value } }
}

const calendarDay = anyOf<Piece>([numericDate, yearThenMonth, monthThenDay, dayThenMonth])
const repetition = anyOf<Piece>(repeatGrammars)

const duration: Grammar<Piece> = (tokens, index) => {
  const length = matchLength(tokens, index)
  return length === null || length.value.minutes === 0
    ? null
    : { end: length.end, value: { kind: 'offset', minutes: length.value.minutes } }
}

/** "Friday 31", "on the 27", "by the 5": a day's number without its ending, where nothing else could be meant. */
const dayNumber = (
  tokens: readonly Token[],
  index: number,
  { when, now, lead }: { when: When; now: Moment; lead: string },
): Match<Piece> | null => {
  const definite = at(tokens, index).word === 'the'
  const start = definite ? index + 1 : index
  const token = at(tokens, start)
  const named = when.days.at(-1)?.kind === 'weekday' && when.clocks.length === 0 && token.value > 12
  const led = definite && /^(on|by|before|until|till|from|due)$/.test(lead)
  if (token.kind !== 'number' || token.opaque || token.digits > 2 || !(named || led)) return null
  const follows = isEdge(tokens, start + 1) || matchClock(tokens, start + 1) !== null
  if (!follows || /^(:|am|pm)$/.test(at(tokens, start + 1).word)) return null
  const day = token.value >= 1 && token.value <= 31 ? nextDayOfMonth(token.value, now.today) : null
  return day === null ? null : { end: start + 1, value: { kind: 'day', day, calendar: true, number: token.value } }
}

/** A bare "14th" or "the 25th" beside words that say it is a day. */
const ordinalDay = (
  tokens: readonly Token[],
  index: number,
  { now, lead, started }: { now: Moment; lead: string; started: boolean },
): Match<Piece> | null => {
  const start = at(tokens, index).word === 'next' ? index + 1 : index
  const match = dayOfMonth(tokens, start, now)
  if (match === null) return null
  const long = at(tokens, match.end - 1).meaning.unit === 'month'
  const beside = at(tokens, start).word === 'the' && at(tokens, index - 1).meaning.weekday !== undefined
  const expected = (dayLeads.has(lead) && lead !== 'in' && lead !== 'at') || started || start > index
  const told =
    at(tokens, index).word === 'the' &&
    /^(me|us)$/.test(at(tokens, index - 1).word) &&
    /^(to|that|about)$/.test(at(tokens, match.end).word)
  // "complete the 2nd and 3rd" counts tasks.
  const counts = /^(and|or)$/.test(at(tokens, index - 1).word) && /^(st|nd|rd|th)$/.test(at(tokens, index - 2).word)
  const closing =
    match.end >= tokens.length &&
    !counts &&
    at(tokens, index - 1).kind === 'word' &&
    !/^(the|a|my|his|her|your|every|each|delete|remove|complete|finish|open|show|skip|snooze|cancel|done|mark|close|reopen)$/.test(
      at(tokens, index - 1).word,
    )
  const opening = index <= 1 && lead === 'on'
  const timed = /^(at|@)$/.test(at(tokens, match.end).word) && matchClock(tokens, match.end + 1) !== null
  const plain = timed && !/^(the|a|my|every|each)$/.test(at(tokens, index - 1).word) && match.end - index <= 2
  return long || beside || told || closing || opening || plain || (expected && isEdge(tokens, match.end)) ? match : null
}

const startLeads = new Set('starting beginning from'.split(' '))
const approximate = new Set('about around approximately'.split(' '))

const spansTo = (tokens: readonly Token[], from: number, end: number) =>
  tokens.slice(from, end).some((token) => token.word === 'to')

/** One piece at `index`, with up to two leading words ("for before 9 am", "by"). */
function nextPiece(
  when: When,
  index: number,
  context: { tokens: readonly Token[]; now: Moment; around: Surroundings; join: boolean },
) {
  const { tokens, now, around, join } = context
  let lead = ''
  const started = when.end > when.from
  for (let start = index, skipped = 0; skipped < 3; skipped++, start++) {
    const options: (Match<Piece> | null)[] = [
      when.repeat === null
        ? (around.timer || weekly(when)) && when.clocks.length > 0
          ? matchSpell(tokens, start)
          : null
        : matchBound(tokens, start, { now, lead, started: when.start !== null }),
      when.repeat === null ? repetition(tokens, start, now) : weekdayList(when, tokens, start),
      around.fromTo ? null : dayRange(tokens, start, now),
      calendarDay(tokens, start, now),
      ordinalDate(tokens, start, now),
      monthAlone(tokens, start, now),
      relativeDay(tokens, start, now),
      ordinalDay(tokens, start, { now, lead, started }),
      dayNumber(tokens, start, { when, now, lead }),
      yearAlone(tokens, start, now),
      clock(tokens, start, around.fromTo),
      around.timer && (lead === 'for' || lead === 'after' || lead === 'to' || lead === '')
        ? duration(tokens, start, now)
        : lead === 'after' && !started
          ? duration(tokens, start, now)
          : null,
    ]
    for (const option of options) {
      if (option === null) continue
      const place = { tokens, begin: start, end: option.end, lead, when, around }
      if (approximate.has(lead) && option.value.kind !== 'clock') continue
      if (around.moving && option.value.kind === 'repeat' && spansTo(tokens, start, option.end)) continue
      if (lead === 'of' && !isEdge(tokens, option.end)) continue
      if (accepts(option.value, place) && compatible(when, option.value, { join, lead })) return { ...option, lead }
    }
    const word = at(tokens, start).word
    if (word === 'later' && /^(today|tonight|this)$/.test(at(tokens, start + 1).word)) continue
    if (/^(no|not)$/.test(word) && at(tokens, start + 1).word === 'later' && at(tokens, start + 2).word === 'than') {
      start += 2
      lead = 'by'
      continue
    }
    if (!leads.has(word) || at(tokens, start).opaque) return null
    if (word === 'to' && !around.moving) return null
    if (word === 'on' && at(tokens, start + 1).word === 'for') return null
    const settled = /^(set|scheduled|planned|due)$/.test(at(tokens, start - 1).word)
    if (word === 'for' && settled && /^(in|on|at)$/.test(at(tokens, start + 1).word)) return null
    if (word === 'as' && !around.moving) return null
    if (
      word === 'of' &&
      !around.moving &&
      !started &&
      !/^(alarms|reminders|tasks|todos|instead)$/.test(at(tokens, start - 1).word)
    )
      return null
    if (!(lead === 'starting' || startLeads.has(lead))) lead = word
    if (at(tokens, start + 1).word === 'with' && word === 'starting') start++
    if (at(tokens, start + 1).word === 'on' && word === 'starting') start++
  }
  return null
}

/** "monthly on Friday" is once a month. */
function monthlyWeekdays(tokens: readonly Token[], index: number): Match<Partial<Repeat>> | null {
  const list = at(tokens, index - 1).word === 'on' ? matchWeekdays(tokens, index) : null
  return list === null ? null : { end: list.end, value: { weekdays: list.value, positions: [1] } }
}

/** After a repetition, weekdays say on which days: "weekly on Monday and Friday", "each day Monday thru Friday". */
function weekdayList(when: When, tokens: readonly Token[], index: number): Match<Piece> | null {
  const { repeat } = when
  if (repeat === null) return null
  const completed = matchCompletion(tokens, index)
  if (completed !== null) {
    when.repeat = { ...repeat, afterCompletion: true }
    return { end: completed, value: { kind: 'word' } }
  }
  const days = repeat.weekdays.length > 0 ? repeat.weekdays : [1, 2, 3, 4, 5, 6, 7]
  const daily = repeat.unit === 'day' || (repeat.unit === 'week' && repeat.weekdays.length > 0)
  const except =
    daily && repeat.interval === 1 && repeat.positions.length === 0 ? matchExcept(tokens, index, days) : null
  if (except !== null) {
    when.repeat = { ...repeat, unit: 'week', weekdays: except.value }
    return { end: except.end, value: { kind: 'word' } }
  }
  if (repeat.weekdays.length > 0 || repeat.monthDays.length > 0) return null
  const detail =
    repeat.unit === 'month'
      ? (matchDetail(tokens, index) ?? monthlyWeekdays(tokens, index))
      : repeat.unit === 'year'
        ? matchYearDetail(tokens, index)
        : null
  if (detail !== null) {
    when.repeat = { ...repeat, ...detail.value }
    return { end: detail.end, value: { kind: 'word' } }
  }
  if (repeat.unit !== 'week' && repeat.unit !== 'day') return null
  if (/^(next|this|starting|from|until|till)$/.test(at(tokens, index - 1).word)) return null
  const { unit } = at(tokens, index).meaning
  const set = unit === 'weekend' ? weekend : unit === 'workday' ? workdays : null
  const list = set === null ? matchWeekdays(tokens, index) : { end: index + 1, value: set }
  if (list === null) return null
  when.repeat = {
    ...repeat,
    unit: 'week',
    weekdays: list.value,
    interval: repeat.unit === 'week' ? repeat.interval : 1,
  }
  return { end: list.end, value: { kind: 'word' } }
}

/** A day beside a repetition: "monthly on the 15th" names the day of each month; elsewhere it is where the series starts. */
function absorb(when: When, piece: Piece, lead: string): boolean {
  const { repeat } = when
  if (repeat === null || piece.kind !== 'day' || !piece.calendar || startLeads.has(lead)) return false
  const { month, day } = fromDay(piece.day)
  if (repeat.monthDays.length > 0 || repeat.weekdays.length > 0) return false
  if (repeat.unit === 'month') when.repeat = { ...repeat, monthDays: [day] }
  else if (repeat.unit === 'year') when.repeat = { ...repeat, months: [month], monthDays: [day] }
  return false
}

/** "Monday at 6 for 6 weeks": a weekday and a time for some weeks is a series. */
const weekly = (when: When) => when.days.length > 0 && when.days.every((day) => day.kind === 'weekday')

/** The longest date expression that begins at `index`; null where there is none. */
export function matchWhen(
  tokens: readonly Token[],
  index: number,
  { now, around }: { now: Moment; around: Surroundings },
): When | null {
  const when = emptyWhen(index)
  for (let next = index, guard = 0; guard < 24; guard++) {
    let join = false
    let either = false
    if (guard > 0)
      for (; joins.has(at(tokens, next).word) && !at(tokens, next).opaque; next++) {
        join = true
        either ||= at(tokens, next).word === 'or'
      }
    if (join && /^(again|then|also)$/.test(at(tokens, next).word)) next++
    if (when.days.at(-1)?.kind === 'weekday' && at(tokens, next).meaning.weekday !== undefined) join = true
    const piece = nextPiece(when, next, { tokens, now, around, join })
    if (piece === null) break
    if (guard === 0) when.lead = piece.lead
    when.either ||= either
    if (when.repeat !== null && startLeads.has(piece.lead) && piece.value.kind === 'day') when.start = piece.value.day
    absorb(when, piece.value, piece.lead)
    add(when, piece.value)
    when.end = piece.end
    next = piece.end
  }
  when.end = closeOf(tokens, when.end, index)
  return when.end > index && !partOfName(when, tokens) ? when : null
}

/** "or so", "at the latest": words after an expression that only soften it. */
function closeOf(tokens: readonly Token[], end: number, begin: number): number {
  if (end === begin) return end
  const [first, second, third] = [0, 1, 2].map((offset) => at(tokens, end + offset).word)
  if (first === 'or' && /^(so|thereabouts|sooner|earlier)$/.test(second ?? '')) return end + 2
  if (first === 'at' && second === 'the' && third === 'latest') return end + 3
  if (first === 'on' && second === 'the' && /^(hour|dot|nose)$/.test(third ?? '')) return end + 3
  return first === 'at' && second === 'latest' ? end + 2 : end
}

/** "buy Sunday newspaper", "Friday Night Lights": a weekday inside a phrase, with nothing that makes it a date. */
function partOfName(when: When, tokens: readonly Token[]): boolean {
  if (when.clocks.length > 0 || when.repeat !== null || when.days.length !== 1) return false
  const [day] = when.days
  const definite = at(tokens, when.from).word === 'the'
  if (day?.kind !== 'weekday' || day.which !== 'plain' || (when.from === 0 && !definite) || when.lead !== '')
    return false
  return !isEdge(tokens, when.end) && !taskNouns.has(at(tokens, when.end).word) && !at(tokens, when.end - 1).possessive
}
