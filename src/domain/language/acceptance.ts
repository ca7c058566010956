import { matchLength } from './amount.ts'
import { matchClock } from './clock.ts'
import { dayLeads, isEdge, monthLeads, taskNouns, timeLeads } from './context-words.ts'
import type { Piece } from './piece.ts'
import { at, type Token } from './tokens.ts'
import type { Surroundings, When } from './when-shape.ts'

/** Where a piece of date grammar was read: its tokens, the word before it, the expression so far. */
export type Place = {
  tokens: readonly Token[]
  begin: number
  end: number
  lead: string
  when: When
  around: Surroundings
}
type Of<K extends Piece['kind']> = Extract<Piece, { kind: K }>

/** Whether a piece of date grammar may be read here: many of its words are everyday words or numbers as well. */
export function accepts(piece: Piece, place: Place): boolean {
  switch (piece.kind) {
    case 'clock':
      return !piece.bare || acceptsNumber(place)
    case 'weekday':
      return acceptsWeekday(place)
    case 'part':
      return piece.today || acceptsPart(place)
    case 'span':
      return acceptsSpan(piece, place)
    case 'day':
      return acceptsDay(piece, place)
    case 'repeat':
      return acceptsRepeat(place)
    default:
      return true
  }
}

const isStarted = (when: When) => when.end > when.from
const clockAt = (tokens: readonly Token[], index: number) => matchClock(tokens, index) !== null

/** A bare number as a time: "at 5", "tomorrow 9", "alarm for 8". */
function acceptsNumber(place: Place): boolean {
  const { tokens, begin, end, lead, when, around } = place
  const first = at(tokens, begin)
  const expected =
    timeLeads.has(lead) ||
    (lead === 'for' && (around.timer || isStarted(when))) ||
    ((lead === 'to' || lead === 'as') && around.moving)
  const follows =
    isStarted(when) &&
    lead === '' &&
    (when.days.length > 0 || when.clocks.length > 0 || when.repeat !== null || when.part !== null)
  const alone = (around.timer || around.moving) && lead === '' && first.digits === 4 && first.word.startsWith('0')
  // "wake me up 9 tomorrow", "8 tonight": nothing before it that it could count.
  const before = at(tokens, begin - 1).word
  const opens = begin === 0 || /^(me|us|up|alarm|reminder|,)$/.test(before)
  if (opens && lead === '' && !isStarted(when) && dayBeside(tokens, end)) return true
  if (/^(from|between)$/.test(first.word) && end - begin > 2 && (isEdge(tokens, end) || dayBeside(tokens, end)))
    return true
  if (first.word === 'one' && !timeLeads.has(lead)) return false
  const certain =
    (lead === 'at' || lead === '@') &&
    first.kind === 'number' &&
    (begin <= 1 || (isStarted(when) && (when.days.length > 0 || when.repeat !== null)))
  return (expected || follows || alone) && (isEdge(tokens, end) || (certain && matchLength(tokens, begin) === null))
}

/** "today", "tomorrow", "tonight", "this evening". */
const dayBeside = (tokens: readonly Token[], index: number) =>
  /^(today|tomorrow|tonight)$/.test(at(tokens, index).word) ||
  (at(tokens, index).word === 'this' && at(tokens, index + 1).meaning.part !== undefined)

/** "sat", "sun" and "wed" are words of their own. */
function acceptsWeekday({ tokens, begin, end, lead, when }: Place): boolean {
  const first = at(tokens, begin)
  const before = at(tokens, begin - 1).word
  if (!tokens.slice(begin, end).some((token) => token.meaning.weekday !== undefined && token.meaning.weak)) return true
  if (first.word === 'the') return false
  return (
    isStarted(when) ||
    dayLeads.has(lead) ||
    (isEdge(tokens, end) &&
      before !== 'the' &&
      before !== 'my' &&
      begin > 0 &&
      at(tokens, begin - 1).kind === 'word') ||
    clockAt(tokens, end)
  )
}

function acceptsPart({ tokens, begin, end, lead, when, around }: Place): boolean {
  if (at(tokens, begin).word === 'first') return at(tokens, begin - 1).word !== 'the' && isEdge(tokens, end)
  if (isStarted(when))
    return (
      when.part === null &&
      (when.days.length > 0 || when.repeat !== null || when.clocks.length > 0) &&
      (isEdge(tokens, end) || when.days.length > 0)
    )
  return (
    (lead === 'in' || lead === 'at' || lead === 'during' || lead === 'by' || (lead === 'for' && around.timer)) &&
    isEdge(tokens, end)
  )
}

function acceptsSpan(piece: Of<'span'>, place: Place): boolean {
  const { tokens, begin, end, lead } = place
  const first = at(tokens, begin)
  const led = lead !== ''
  if (piece.unit === 'day' || at(tokens, end - 2).word === 'after') return true
  if (
    /^(this|next|last|past|previous|current|coming|upcoming|following|week|early|late|sometime|anytime|any|some)$/.test(
      first.word,
    )
  )
    return true
  if (piece.unit === 'month' && monthWord(tokens, begin, end)) return acceptsMonth(place)
  if (piece.unit === 'year' && first.kind === 'number')
    return (monthLeads.has(lead) || lead === 'for') && isEdge(tokens, end)
  if (first.word === 'weekend' && !led) return taskNouns.has(at(tokens, end).word)
  return (
    (led && dayLeads.has(lead) && isEdge(tokens, end)) ||
    (tokens.slice(begin, begin + 4).some(({ word }) => word === 'week') &&
      at(tokens, end - 1).meaning.month !== undefined) ||
    (first.word === 'the' && /^(rest|week)$/.test(at(tokens, begin + 1).word) && at(tokens, begin + 2).word === 'of') ||
    (first.word === 'rest' && isEdge(tokens, end))
  )
}

function acceptsDay(piece: Of<'day'>, { tokens, begin, end, lead, when }: Place): boolean {
  const first = at(tokens, begin)
  if (first.word === 'the' && at(tokens, end - 1).word === 'day')
    return (lead === 'for' && end - begin === 2) || end - begin > 2
  // "3 may poems": such a month needs something around it.
  if (lead === '' && end - begin <= 2 && !isStarted(when) && tokens.slice(begin, end).some(isWeakMonth))
    return isEdge(tokens, end)
  if (!piece.calendar || monthWord(tokens, begin, end)) return true
  return end - begin > 3 || dayLeads.has(lead) || isStarted(when) || isEdge(tokens, end)
}

/** "weekly" may describe a thing ("weekly goals"), "Mondays" may name one. */
function acceptsRepeat({ tokens, begin, end, when }: Place): boolean {
  const first = at(tokens, begin)
  const last = at(tokens, end - 1).word
  if (begin === 0 && end === 1 && tokens.some((token) => /^(every|each)$/.test(token.word))) return false
  if (at(tokens, end - 1).meaning.plural === true && end - begin === 1 && !isStarted(when))
    return isEdge(tokens, end) || taskNouns.has(at(tokens, end).word) || clockAt(tokens, end)
  if (!/(ly|annual|everyday|weeknights)$/.test(last) || end - begin > 3 || /^(every|each)$/.test(first.word))
    return true
  return isEdge(tokens, end) || taskNouns.has(at(tokens, end).word) || clockAt(tokens, end) || begin === 0
}

const isWeakMonth = ({ meaning }: Token) => meaning.month !== undefined && meaning.weak === true

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
