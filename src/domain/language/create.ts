import { localOf, resolveWallTime } from '../time/resolve.ts'
import type { WallTime } from '../time/wall-time.ts'
import { isoDay, parseIsoDay } from './calendar.ts'
import { asksForReminder, bodyOpening, createFrame, creationOpening, creationTail, listTail } from './frames.ts'
import type { Part } from './lexicon.ts'
import { toWords, wordAt, wordsFrom } from './phrase.ts'
import type { Moment } from './piece.ts'
import type { TaskDraft } from './plan.ts'
import { type Resolved, resolveWhen } from './resolve-when.ts'
import { type Marks, marksOf, type Scan } from './scan.ts'
import { textOf, trimTitle, unquote, withoutEmptyBrackets } from './title.ts'
import { at, type Token } from './tokens.ts'

/** A request to create, split into how it was asked for and what it is. */
export type Request = {
  frame: string
  body: readonly Token[]
  person: readonly Token[]
  /** A name the reminder has besides what it is for. */
  about?: readonly Token[]
  /** Where in the message it is asked to be reminded, if what it is about comes before: a character offset. */
  asked?: number
}

const strictFrames = /^(add|put|create|jot down|write down|note down|schedule|enter)$/
const creationNoun = /^(reminder|reminders|alarm|alarms|alert|alerts|task|tasks|todo|todos|to-do|timer)$/

const joined = (tokens: readonly Token[]) => tokens.map((token) => token.word).join(' ')

/** The request at the start of `tokens`; null where they are no request to create. */
export function matchRequest(tokens: readonly Token[]): Request | null {
  const request = matchNamed(tokens) ?? matchPerson(tokens) ?? matchFrame(tokens)
  if (request === null) return null
  const opening = asksForReminder.test(request.frame) ? bodyOpening(toWords(request.body)) : 0
  return opening > 0 && opening < request.body.length ? { ...request, body: request.body.slice(opening) } : request
}

function matchFrame(tokens: readonly Token[]): Request | null {
  const length = createFrame(toWords(tokens))
  if (length === 0) return null
  const frame = joined(tokens.slice(0, length))
  if (strictFrames.test(frame) && at(tokens, length).kind === 'break') return null
  // "add 5 and 7" is a sum.
  const sum = at(tokens, length).kind === 'number' && /^(and|plus|to|\+|,)$/.test(at(tokens, length + 1).word)
  if (frame === 'add' && sum && at(tokens, length + 2).kind === 'number') return null
  // "put on some jazz", "put away the dishes": not what is put, but how.
  if (frame === 'put' && /^(on|off|out|up|down|away|back|in|together)$/.test(at(tokens, length).word)) return null
  return { frame, body: tokens.slice(length), person: [] }
}

/** "set a reminder to …", "create a wake up alarm", "I need a work alarm called meeting", "new task: …". */
function matchNamed(tokens: readonly Token[]): Request | null {
  const opening = creationOpening(toWords(tokens.slice(0, 12)))
  if (opening === 0 || /^(give|send|get)( me)? my$/.test(joined(tokens.slice(0, opening)))) return null
  let noun = opening
  while (noun < opening + 6 && !creationNoun.test(at(tokens, noun).word)) {
    const token = at(tokens, noun)
    if (token.kind === 'break' || token.opaque || namesNothing.test(token.word) || token.meaning.weekday !== undefined)
      return null
    if (token.word === 'to' && !creationNoun.test(at(tokens, tokens.length - 1).word)) return null
    noun++
  }
  if (!creationNoun.test(at(tokens, noun).word)) return null
  const end = noun + 1 + creationTail(toWords(tokens.slice(noun + 1, noun + 12)))
  const frame = joined(tokens.slice(0, end)).slice(0, 300)
  const name = tokens.slice(opening, noun).filter((token) => !plainAdjective.test(token.word))
  const { body, person } = withoutAddressee(tokens.slice(end), frame)
  if (name.length === 0) return { frame, body, person }
  const about = /(for|of|about|regarding)$/.test(frame)
  if (!body.some((token) => token.kind !== 'mark')) return { frame, body: name, person }
  return about ? { frame, body: [...name, ...tokens.slice(end - 1)], person } : { frame, body, person, about: name }
}

/** Words that cannot belong to the name of what is created. */
const namesNothing =
  /^(for|about|that|of|if|when|delete|remove|cancel|change|see|view|list|find|snooze|know|not|don't|show|modify|move|i|you|we|have|any|all|what|which|my|the|this|,|\.|:|;)$/
const plainAdjective =
  /^(new|quick|recurring|repeating|repeat|reoccurring|regular|additional|separate|extra|different|simple|second|following|a|an|the|my|upcoming|calendar|and|bi|-|standing|back|phone|to|do)$/

/** "for Fred to pick up dog food": whom a reminder is for. */
function withoutAddressee(body: readonly Token[], frame: string): { body: readonly Token[]; person: readonly Token[] } {
  if (!/ for$/.test(frame)) return { body, person: [] }
  const to = body.findIndex((token) => token.word === 'to')
  if (to < 1 || to > 3 || body.slice(0, to).some((token) => token.kind !== 'word' || /^(the|a|an)$/.test(token.word)))
    return { body, person: [] }
  const self = /^(me|us|myself)$/.test(at(body, 0).word)
  return { body: body.slice(to + 1), person: self ? [] : body.slice(0, to) }
}

/** "get up alarm", "sleep time alarm": a name before the noun, and a date elsewhere. */
export function matchTrailingNoun(tokens: readonly Token[]): Request | null {
  const last = tokens.length - 1
  if (last < 1 || last > 8 || !/^(alarm|reminder|alert)$/.test(at(tokens, last).word)) return null
  const body = tokens.slice(0, last)
  return body.some((token) => namesNothing.test(token.word)) ? null : { frame: at(tokens, last).word, body, person: [] }
}

const self = /^(me|us|of|about|to|that|myself|i|there|yourself|this|it|these|my|is)$/

/** "remind Emma to bring my book", "the team needs to be reminded to …": whom it is for, and what. */
function matchPerson(tokens: readonly Token[]): Request | null {
  const reminded = tokens
    .slice(0, 14)
    .findIndex((token, index) => token.word === 'reminded' && index > 3 && /^be$/.test(at(tokens, index - 1).word))
  if (reminded > 0 && /^(need|needs|has|have|want|wants|should|must)$/.test(at(tokens, reminded - 3).word)) {
    const end = /^(to|about|of|that)$/.test(at(tokens, reminded + 1).word) ? reminded + 2 : reminded + 1
    const person = tokens.slice(0, reminded - 3)
    return { frame: 'remind', body: tokens.slice(end), person: /^(i|we)$/.test(joined(person)) ? [] : person }
  }
  const verb = at(tokens, 0).word
  if (!/^(remind|alert|notify)$/.test(verb) || (self.test(at(tokens, 1).word) && !/^(my)$/.test(at(tokens, 1).word)))
    return null
  for (let index = 2; index < 9 && index < tokens.length; index++) {
    const word = at(tokens, index).word
    if (at(tokens, index).kind !== 'word') return null
    // "remind the sales group the reports are due": a second article begins what it is about.
    if (index > 2 && word === 'the' && at(tokens, 1).word === 'the')
      return { frame: 'remind that', body: tokens.slice(index), person: tokens.slice(1, index) }
    if (/^(to|about|of|that)$/.test(word))
      return { frame: `remind ${word}`, body: subjectless(tokens.slice(index + 1)), person: tokens.slice(1, index) }
  }
  return null
}

/** "that we have game night": what is left is the thing itself. */
const subjectless = (body: readonly Token[]): readonly Token[] =>
  /^(we|they|i|you)$/.test(at(body, 0).word) && /^(have|need)$/.test(at(body, 1).word)
    ? body.slice(at(body, 2).word === 'to' ? 3 : 2)
    : body

/** When some things usually are: "dinner at 7" is in the evening, "wake up at 6:30" in the morning. */
function usualPart(words: string): Part | null {
  if (/\b(wake|get up|breakfast|sunrise)\b/.test(words)) return 'morning'
  return /\b(dinner|supper|party|drinks|concert|movie|movies|cinema|theatre|theater|table|reservation|restaurant)\b/.test(
    words,
  )
    ? 'evening'
    : null
}

/** Due dates of a task from all date expressions of its text: a day here and a time there belong together. */
function combineDates(dates: Marks['dates'], now: Moment, usual: Part | null): Resolved | null {
  const main =
    dates.find((date) => date.when.repeat !== null) ?? dates.find((date) => !date.resolved.timeOnly) ?? dates[0]
  if (main === undefined) return null
  const when = { ...main.when }
  for (const { when: other, resolved } of dates) {
    if (other === main.when || other.repeat !== null) continue
    const day = resolved.range?.from
    if (resolved.timeOnly && when.clocks.length === 0 && when.offset === null) {
      when.clocks = other.clocks
      when.part ??= other.part
      when.clockEnd = other.clockEnd
    } else if (
      when.repeat !== null &&
      day !== undefined &&
      when.start === null &&
      /^(starting|beginning|from)$/.test(other.lead)
    )
      when.start = day
    else if (
      when.repeat !== null &&
      day !== undefined &&
      when.until === null &&
      /^(until|till|til|through|thru)$/.test(other.lead)
    ) {
      when.until = { kind: 'until', day, length: null }
    }
  }
  if (when.clocks.some((clock) => clock.vague)) when.part ??= usual
  return dates.length === 1 && when.part === main.when.part ? main.resolved : resolveWhen(when, now)
}

export const emptyDraft: TaskDraft = {
  title: '',
  notes: '',
  priority: 'none',
  tags: [],
  due: null,
  end: null,
  recurrence: null,
  reminders: [],
}

/** A message, and when and where it was written. */
type Source = { text: string; now: Moment; timeZone: string }

/** The drafts a request asks for: one, or one for each of several dates. */
export function draftsOf({ text, now, timeZone }: Source, scan: Scan, request: Request): TaskDraft[] {
  const marks = marksOf(scan)
  const { dates, alerts } = alertsApart(scan, marks.dates, request.asked)
  const date = combineDates(dates, now, usualPart(`${request.frame} ${joined(request.body.slice(0, 30))}`))
  const strict = !asksForReminder.test(request.frame) && request.frame !== 'add'
  const titleTokens = listed(request)(
    trimTitle(withoutEmptyBrackets(request.body), { strict, dateFollows: dateFollows(scan, request.body) }),
  )
  const said = unquote(textOf(text, trimTitle(titleTokens, { strict: true })))
  const title = said === '' ? fallbackTitle(request.frame) : said
  const notes: string[] = []
  if (request.person.length > 0) notes.push(`for ${textOf(text, request.person)}`)
  if (request.about !== undefined) notes.push(textOf(text, trimTitle(withoutEmptyBrackets(request.about))))
  notes.push(...timesSaid(text, scan, dates))
  const draft: TaskDraft = {
    ...emptyDraft,
    title,
    notes: notes.join('\n'),
    priority: marks.priority,
    tags: marks.tags,
    recurrence: date?.recurrence ?? null,
  }
  const dues: (WallTime | null)[] = date === null || date.dues.length === 0 ? [null] : date.dues
  return dues.map((due) => ({
    ...draft,
    due,
    end: due === null ? null : endOf(due, dates, date?.endTime ?? null),
    reminders: [
      ...alerts.flatMap((alert) => alertOf(alert, due, timeZone)),
      ...(alerts.length > 0 && marks.leads.length === 0 ? [] : remindersOf(marks.leads, due, request.frame)),
    ],
  }))
}

/** "twice a day", "3x a week": a series has one date a day or week, so how often it is said to be is kept as a note. */
function timesSaid(text: string, { tokens }: Scan, dates: Marks['dates']): string[] {
  const often = /\b(twice|thrice|\w+ times|\d+ ?x) ?(a|an|per|each|every|\/|daily|weekly|monthly|yearly)\b ?\w*/i
  return dates.flatMap(({ from, end, when }) => {
    if (when.repeat === null) return []
    return often.exec(text.slice(at(tokens, from).start, at(tokens, end - 1).end))?.[0] ?? []
  })
}

/** "call mum tomorrow at 5, remind me at 4": dates after the request to be reminded, where others stand before it. */
function alertsApart({ tokens }: Scan, dates: Marks['dates'], asked: number | undefined) {
  const later = (date: Marks['dates'][number]) => asked !== undefined && at(tokens, date.from).start > asked
  const apart = asked !== undefined && dates.some((date) => !later(date))
  return apart
    ? { dates: dates.filter((date) => !later(date)), alerts: dates.filter(later) }
    : { dates, alerts: [] as Marks['dates'] }
}

/** A time alone is meant on the day the task is due. */
function alertOf({ resolved }: Marks['dates'][number], due: WallTime | null, timeZone: string): TaskDraft['reminders'] {
  const said = resolved.dues[0]
  if (said === undefined) return []
  const date = resolved.timeOnly && due !== null ? due.date : said.date
  const { instant } = resolveWallTime(localOf({ date, time: said.time ?? '09:00' }), timeZone)
  return [{ kind: 'absolute', at: instant }]
}

/** Where a range ends that begins at `due`: "2pm to 3pm", "3 - 5 March". */
function endOf(due: WallTime, dates: Marks['dates'], time: string | null): WallTime | null {
  const [span] = dates.flatMap((item) => item.when.days)
  const days = span?.kind === 'span' && span.unit === 'day' && span.due === span.from
  const from = parseIsoDay(due.date)
  if (time === null) return days ? { date: isoDay(span.to), time: null } : null
  const date = days ? span.to : due.time !== null && time <= due.time ? from + 1 : from
  return { date: isoDay(date), time }
}

/** Whether something was taken out of the text right after the last token. */
function dateFollows({ tokens, found }: Scan, body: readonly Token[]): boolean {
  const last = body.findLast((token) => token.kind !== 'mark')
  const next = last === undefined ? undefined : tokens.find((token) => token.start >= last.end && token.kind !== 'mark')
  return (
    next !== undefined &&
    found.some(
      (item) =>
        at(tokens, item.from) === next || (at(tokens, item.from).kind === 'mark' && at(tokens, item.from + 1) === next),
    )
  )
}

function remindersOf(leads: readonly number[], due: WallTime | null, frame: string): TaskDraft['reminders'] {
  if (due === null) return leads.map((minutesBefore) => ({ kind: 'relative', minutesBefore }))
  if (leads.length > 0) return [...new Set(leads)].map((minutesBefore) => ({ kind: 'relative', minutesBefore }))
  return asksForReminder.test(frame) ? [{ kind: 'relative', minutesBefore: 0 }] : []
}

const listed = (request: Request) =>
  asksForReminder.test(request.frame) ? (tokens: readonly Token[]) => tokens : withoutListTail

function withoutListTail(tokens: readonly Token[]): readonly Token[] {
  for (let index = Math.max(1, tokens.length - 5); index < tokens.length; index++) {
    const words = wordsFrom(toWords(tokens), index)
    if (listTail(words) === tokens.length - index && wordAt(words, 0) !== '') return tokens.slice(0, index)
  }
  return tokens
}

const fallbackTitle = (frame: string) =>
  /^(task|todo|to-do)$/.test(frame)
    ? frame
    : /\b(alarm|alarms|wake|clock)\b/.test(frame)
      ? 'Alarm'
      : /\btimer\b/.test(frame)
        ? 'Timer'
        : 'Reminder'
