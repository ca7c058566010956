import { matchLength } from './amount.ts'
import { matchBound, matchSpell } from './bound.ts'
import { type Day, fromDay } from './calendar.ts'
import { type Clock, matchClock } from './clock.ts'
import type { Part } from './lexicon.ts'
import { dayOfMonth, dayRange, dayThenMonth, monthThenDay, numericDate } from './month-day.ts'
import { anyOf, type Grammar, type Match, type Moment, type Piece, type Repeat } from './piece.ts'
import { monthAlone, relativeDay, yearAlone } from './relative-day.ts'
import { matchCompletion, matchDetail, matchExcept, matchWeekdays, ordinalDate, repeatGrammars } from './repeat.ts'
import { at, type Token } from './tokens.ts'

type DayPiece = Extract<Piece, { kind: 'day' | 'weekday' | 'span' }>

/** A whole date expression, before it is worked out: which tokens it covers and the pieces it is made of. */
export type When = {
  from: number
  end: number
  /** The word before it that belongs to it: "at", "by", "until". */
  lead: string
  days: DayPiece[]
  clocks: Clock[]
  /** End of a range of times. */
  clockEnd: Clock | null
  part: Part | null
  /** The part of the day is today's ("tonight"). */
  today: boolean
  offset: number | null
  repeat: Repeat | null
  until: Extract<Piece, { kind: 'until' }> | null
  count: number | null
  start: Day | null
}

/** What the words around a date expression allow it to be. */
export type Surroundings = {
  /** After "alarm", "timer", "snooze": "for 10 minutes" and "for 8" are times. */
  timer: boolean
  /** The message changes a task: "to 5 pm" is a time. */
  moving: boolean
}

const leads = new Set(
  'at @ on in for by before after from until till til thru through since of around about approximately during over within starting beginning ending ends due to as'.split(
    ' ',
  ),
)
const timeLeads = new Set('at @ by before after until till til from around about since'.split(' '))
const dayLeads = new Set(
  'on for by before after until till til from of due since starting beginning to in over during at'.split(' '),
)
const monthLeads = new Set(
  'in until till by before after through thru since during of starting beginning ending to'.split(' '),
)
const joins = new Set([',', 'and', '&', 'or', '/', '-', '–'])
const edgeWords = new Set(
  'to and or on at for in with that about please by every each from until till because so then if instead starting beginning titled called named labeled saying thats which of due via as is are but not when while before after again too ! remind alert reminder alarm alarms reminders today tomorrow tonight daily weekly monthly'.split(
    ' ',
  ),
)
const taskNouns = new Set(
  'reminder reminders alarm alarms alert alerts task tasks todo todos to-do notification notifications meeting appointment'.split(
    ' ',
  ),
)

/** Whether a date expression may end before `index`: nothing follows that would make its number count something. */
const isEdge = (tokens: readonly Token[], index: number): boolean => {
  const token = at(tokens, index)
  if (token.kind === 'break' || index >= tokens.length) return true
  if (token.kind === 'mark')
    return !['%', '$', '€', '£', '/', ':', '°'].includes(token.word) && !(token.word === '-' && token.glued)
  const { weekday, month, part } = token.meaning
  return edgeWords.has(token.word) || weekday !== undefined || month !== undefined || part !== undefined
}

const clock: Grammar<Piece> = (tokens, index) => {
  const match = matchClock(tokens, index)
  if (match === null) return null
  return { end: match.end, value: { kind: 'clock', clock: match.clock, until: match.until ?? null, bare: match.bare } }
}

const calendarDay = anyOf<Piece>([dayRange, numericDate, monthThenDay, dayThenMonth])
const repetition = anyOf<Piece>(repeatGrammars)

const duration: Grammar<Piece> = (tokens, index) => {
  const length = matchLength(tokens, index)
  return length === null || length.value.minutes === 0
    ? null
    : { end: length.end, value: { kind: 'offset', minutes: length.value.minutes } }
}

/** Whether a piece of date grammar may be read here, given what stands around it. */
function accepts(
  piece: Piece,
  place: { tokens: readonly Token[]; begin: number; end: number; lead: string; when: When; around: Surroundings },
): boolean {
  const { tokens, begin, end, lead, when, around } = place
  const first = at(tokens, begin)
  const before = at(tokens, begin - 1).word
  const started = when.end > when.from
  const led = lead !== ''
  switch (piece.kind) {
    case 'clock': {
      if (!piece.bare) return true
      const expected =
        timeLeads.has(lead) ||
        (lead === 'for' && (around.timer || started)) ||
        ((lead === 'to' || lead === 'as') && around.moving)
      const follows =
        started &&
        !led &&
        (when.days.length > 0 || when.clocks.length > 0 || when.repeat !== null || when.part !== null)
      const alone = (around.timer || around.moving) && !led && first.digits === 4 && first.word.startsWith('0')
      if (first.word === 'one' && !timeLeads.has(lead)) return false
      const certain =
        (lead === 'at' || lead === '@') &&
        first.kind === 'number' &&
        (begin <= 1 || (started && (when.days.length > 0 || when.repeat !== null)))
      return (expected || follows || alone) && (isEdge(tokens, end) || (certain && matchLength(tokens, begin) === null))
    }
    case 'weekday':
      if (!tokens.slice(begin, end).some((token) => token.meaning.weekday !== undefined && token.meaning.weak))
        return true
      if (first.word === 'the') return false
      return (
        started ||
        dayLeads.has(lead) ||
        (isEdge(tokens, end) &&
          before !== 'the' &&
          before !== 'my' &&
          begin > 0 &&
          at(tokens, begin - 1).kind === 'word') ||
        clock(tokens, end, noMoment) !== null
      )
    case 'part':
      if (piece.today) return true
      if (started)
        return (
          when.part === null &&
          (when.days.length > 0 || when.repeat !== null || when.clocks.length > 0) &&
          (isEdge(tokens, end) || when.days.length > 0)
        )
      return (
        (lead === 'in' || lead === 'at' || lead === 'during' || lead === 'by' || (lead === 'for' && around.timer)) &&
        isEdge(tokens, end)
      )
    case 'span':
      if (piece.unit === 'day') return true
      if (/^(this|next|last|past|previous|coming|upcoming|following|week)$/.test(first.word)) return true
      if (piece.unit === 'month' && monthWord(tokens, begin, end)) return acceptsMonth(place)
      if (piece.unit === 'year' && first.kind === 'number')
        return (monthLeads.has(lead) || lead === 'for') && isEdge(tokens, end)
      if (first.word === 'weekend' && !led) return taskNouns.has(at(tokens, end).word)
      return (
        (led && dayLeads.has(lead) && isEdge(tokens, end)) ||
        (first.word === 'the' && at(tokens, begin + 1).word === 'rest')
      )
    case 'day':
      if (first.word === 'the' && at(tokens, end - 1).word === 'day')
        return (lead === 'for' && end - begin === 2) || end - begin > 2
      if (!piece.calendar || first.meaning.month !== undefined) return true
      return end - begin > 3 || dayLeads.has(lead) || started || isEdge(tokens, end)
    case 'repeat': {
      const last = at(tokens, end - 1).word
      if (begin === 0 && end === 1 && tokens.some((token) => /^(every|each)$/.test(token.word))) return false
      if (at(tokens, end - 1).meaning.plural === true && end - begin === 1 && !started)
        return isEdge(tokens, end) || taskNouns.has(at(tokens, end).word) || clock(tokens, end, noMoment) !== null
      if (!/(ly|annual|everyday|weeknights)$/.test(last) || end - begin > 3 || /^(every|each)$/.test(first.word))
        return true
      return (
        isEdge(tokens, end) ||
        taskNouns.has(at(tokens, end).word) ||
        clock(tokens, end, noMoment) !== null ||
        begin === 0
      )
    }
    default:
      return true
  }
}

const monthWord = (tokens: readonly Token[], begin: number, end: number) =>
  tokens.slice(begin, end).some((token) => token.meaning.month !== undefined)

function acceptsMonth({
  tokens,
  begin,
  end,
  lead,
}: {
  tokens: readonly Token[]
  begin: number
  end: number
  lead: string
}): boolean {
  if (end - begin > 1 && at(tokens, begin).meaning.month === undefined) return true
  if (taskNouns.has(at(tokens, end).word) && at(tokens, begin).meaning.weak !== true) return true
  const led = monthLeads.has(lead) || ((lead === 'on' || lead === 'for') && at(tokens, begin).meaning.weak !== true)
  return (led || at(tokens, end - 1).digits === 4) && isEdge(tokens, end)
}

const daily: Repeat = {
  unit: 'day',
  interval: 1,
  weekdays: [],
  monthDays: [],
  months: [],
  positions: [],
  pooled: false,
  afterCompletion: false,
}
const noMoment: Moment = { today: 0, minute: 0, weekStart: 1 }

/** A bare "14th" or "the 25th" beside words that say it is a day. */
const ordinalDay = (
  tokens: readonly Token[],
  index: number,
  now: Moment,
  lead: string,
  started: boolean,
): Match<Piece> | null => {
  const start = at(tokens, index).word === 'next' ? index + 1 : index
  const match = dayOfMonth(tokens, start, now)
  if (match === null) return null
  const long = at(tokens, match.end - 1).meaning.unit === 'month'
  const expected = (dayLeads.has(lead) && lead !== 'in' && lead !== 'at') || started || start > index
  const told =
    at(tokens, index).word === 'the' &&
    /^(me|us)$/.test(at(tokens, index - 1).word) &&
    /^(to|that|about)$/.test(at(tokens, match.end).word)
  const closing =
    match.end >= tokens.length &&
    at(tokens, index - 1).kind === 'word' &&
    !/^(the|a|my|his|her|your)$/.test(at(tokens, index - 1).word)
  const opening = index <= 1 && lead === 'on'
  return long || told || closing || opening || (expected && isEdge(tokens, match.end)) ? match : null
}

function compatible(when: When, piece: Piece, join: boolean, lead: string): boolean {
  const weekdaySeen = when.days.some((day) => day.kind === 'weekday')
  switch (piece.kind) {
    case 'clock':
      return when.offset === null && (when.clocks.length === 0 || (join && when.clocks.length < 10))
    case 'part':
      return when.part === null && when.offset === null
    case 'offset':
      return when.days.length === 0 && when.clocks.length === 0 && when.repeat === null && when.offset === null
    case 'repeat':
      return when.repeat === null && when.offset === null
    case 'until':
    case 'count':
    case 'start':
      return when.repeat !== null || (piece.kind === 'until' && piece.length !== null && when.days.length === 0)
    case 'day':
    case 'weekday':
    case 'span': {
      if (when.offset !== null) return false
      if (when.repeat !== null && lead === 'to') return false
      if (when.days.length === 0) return true
      if (when.days.length >= 10) return false
      const last = when.days[0]
      if (piece.kind === 'day' && piece.calendar && weekdaySeen && when.days.length === 1) return true
      if (piece.kind === 'weekday' && last?.kind === 'day' && last.calendar) return true
      if ((piece.kind === 'span' && weekdaySeen) || (piece.kind === 'weekday' && last?.kind === 'span')) return true
      return join && (piece.kind === last?.kind || (piece.kind !== 'span' && last?.kind !== 'span'))
    }
    case 'word':
      return true
  }
}

function add(when: When, piece: Piece): void {
  switch (piece.kind) {
    case 'clock':
      when.clocks.push(piece.clock)
      when.clockEnd = piece.until
      return
    case 'part':
      when.part = piece.part
      when.today ||= piece.today
      return
    case 'offset':
      when.offset = piece.minutes
      return
    case 'repeat':
      when.repeat = piece.repeat
      when.part ??= piece.part
      if (piece.clock !== null) when.clocks.push(piece.clock)
      return
    case 'until':
      when.until = piece
      // An alarm at a time for some days rings on each of them.
      when.repeat ??= daily
      return
    case 'count':
      when.count = piece.count
      return
    case 'start':
      when.start = piece.day
      return
    case 'day':
    case 'weekday':
    case 'span':
      when.days.push(piece)
      return
    case 'word':
      return
  }
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
        ? around.timer && when.clocks.length > 0
          ? matchSpell(tokens, start)
          : null
        : matchBound(tokens, start, now, lead),
      when.repeat === null ? repetition(tokens, start, now) : weekdayList(when, tokens, start),
      calendarDay(tokens, start, now),
      ordinalDate(tokens, start, now),
      monthAlone(tokens, start, now),
      relativeDay(tokens, start, now),
      ordinalDay(tokens, start, now, lead, started),
      yearAlone(tokens, start, now),
      clock(tokens, start, now),
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
      if (accepts(option.value, place) && compatible(when, option.value, join, lead)) return { ...option, lead }
    }
    const word = at(tokens, start).word
    if (
      word === 'later' &&
      (at(tokens, start + 1).word === 'today' ||
        at(tokens, start + 1).word === 'tonight' ||
        at(tokens, start + 1).word === 'this')
    )
      continue
    if (!leads.has(word) || at(tokens, start).opaque) return null
    if (word === 'to' && !around.moving) return null
    if (word === 'on' && at(tokens, start + 1).word === 'for') return null
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

/** After a repetition, weekdays say on which days: "weekly on Monday and Friday", "each day Monday thru Friday". */
function weekdayList(when: When, tokens: readonly Token[], index: number): Match<Piece> | null {
  const { repeat } = when
  if (repeat === null) return null
  const completed = matchCompletion(tokens, index)
  if (completed !== null) {
    when.repeat = { ...repeat, afterCompletion: true }
    return { end: completed, value: { kind: 'word' } }
  }
  if (repeat.weekdays.length > 0 || repeat.monthDays.length > 0) return null
  const except = repeat.unit === 'day' && repeat.interval === 1 ? matchExcept(tokens, index) : null
  if (except !== null) {
    when.repeat = { ...repeat, unit: 'week', weekdays: except.value }
    return { end: except.end, value: { kind: 'word' } }
  }
  const detail = repeat.unit === 'month' ? matchDetail(tokens, index) : null
  if (detail !== null) {
    when.repeat = { ...repeat, ...detail.value }
    return { end: detail.end, value: { kind: 'word' } }
  }
  if (repeat.unit !== 'week' && repeat.unit !== 'day') return null
  if (/^(next|this|starting|from|until|till)$/.test(at(tokens, index - 1).word)) return null
  const list = matchWeekdays(tokens, index)
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

/** The longest date expression that begins at `index`; null where there is none. */
export function matchWhen(tokens: readonly Token[], index: number, now: Moment, around: Surroundings): When | null {
  const when: When = {
    from: index,
    end: index,
    lead: '',
    days: [],
    clocks: [],
    clockEnd: null,
    part: null,
    today: false,
    offset: null,
    repeat: null,
    until: null,
    count: null,
    start: null,
  }
  for (let next = index, guard = 0; guard < 24; guard++) {
    let join = false
    if (guard > 0) for (; joins.has(at(tokens, next).word) && !at(tokens, next).opaque; next++) join = true
    if (when.days.at(-1)?.kind === 'weekday' && at(tokens, next).meaning.weekday !== undefined) join = true
    const piece = nextPiece(when, next, { tokens, now, around, join })
    if (piece === null) break
    if (guard === 0) when.lead = piece.lead
    if (when.repeat !== null && startLeads.has(piece.lead) && piece.value.kind === 'day') when.start = piece.value.day
    absorb(when, piece.value, piece.lead)
    add(when, piece.value)
    when.end = piece.end
    next = piece.end
  }
  return when.end > index && !partOfName(when, tokens) ? when : null
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
