import type { Priority } from '../task.ts'
import type { WallTime } from '../time/wall-time.ts'
import { asksForReminder, createFrame, listTail } from './frames.ts'
import { at, type Token } from './tokens.ts'
import type { TaskDraft } from './plan.ts'
import { toWords, wordAt, wordsFrom } from './phrase.ts'
import type { Resolved } from './resolve-when.ts'
import type { Found, Scan } from './scan.ts'
import { textOf, trimTitle, unquote } from './title.ts'

/** A request to create, split into how it was asked for and what it is. */
export type Request = { frame: string; body: readonly Token[]; person: readonly Token[] }

const strictFrames = /^(add|put|create|jot down|write down|note down|schedule|enter)$/

/** The request at the start of `tokens`; null where they are no request to create. */
export function matchRequest(tokens: readonly Token[]): Request | null {
  const words = toWords(tokens)
  const person = matchPerson(tokens)
  if (person !== null) return person
  const length = createFrame(words)
  if (length === 0) return null
  const frame = words.tokens.slice(0, length).map((token) => token.word).join(' ')
  if (strictFrames.test(frame) && at(tokens, length).kind === 'break') return null
  return { frame, body: tokens.slice(length), person: [] }
}

const self = /^(me|us|of|about|to|that|myself|i|everyone|everybody|yourself)$/

/** "remind Emma to bring my book": whom it is for, and what. */
function matchPerson(tokens: readonly Token[]): Request | null {
  const verb = at(tokens, 0).word
  if (!/^(remind|alert|notify)$/.test(verb) || self.test(at(tokens, 1).word)) return null
  for (let index = 2; index < 9 && index < tokens.length; index++) {
    const word = at(tokens, index).word
    if (at(tokens, index).kind !== 'word') return null
    if (/^(to|about|of|that)$/.test(word)) return { frame: `remind ${word}`, body: tokens.slice(index + 1), person: tokens.slice(1, index) }
  }
  return null
}

/** Everything found that a new task takes over. */
type Marks = { priority: Priority; tags: string[]; leads: number[]; dates: Extract<Found, { kind: 'date' }>[] }

export function marksOf(scan: Pick<Scan, 'found'>): Marks {
  const marks: Marks = { priority: 'none', tags: [], leads: [], dates: [] }
  for (const item of scan.found) {
    if (item.kind === 'priority') marks.priority = item.priority
    else if (item.kind === 'tag') marks.tags.push(item.tag)
    else if (item.kind === 'lead') marks.leads.push(item.minutesBefore)
    else marks.dates.push(item)
  }
  return { ...marks, tags: [...new Set(marks.tags)] }
}

/** Due dates of a task from all date expressions of its text: a day here and a time there belong together. */
export function combineDates(dates: readonly Resolved[]): Resolved | null {
  const main = dates.find((date) => date.recurrence !== null) ?? dates.find((date) => !date.timeOnly) ?? dates[0]
  if (main === undefined) return null
  const time = dates.find((date) => date !== main && date.timeOnly)?.dues[0]?.time ?? null
  if (time === null || main.timeOnly || main.dues.some((due) => due.time !== null)) return main
  return { ...main, dues: main.dues.map((due) => ({ ...due, time })) }
}

/** The drafts a request asks for: one, or one for each of several dates. */
export function draftsOf(text: string, scan: Scan, request: Request): TaskDraft[] {
  const marks = marksOf(scan)
  const date = combineDates(marks.dates.map((item) => item.resolved))
  const titleTokens = withoutListTail(trimTitle(request.body, { strict: !asksForReminder.test(request.frame) && request.frame !== 'add' }))
  const said = unquote(textOf(text, trimTitle(titleTokens, { strict: true })))
  const title = said === '' ? fallbackTitle(request.frame) : said
  const notes: string[] = []
  if (request.person.length > 0) notes.push(`for ${textOf(text, request.person)}`)
  if (date?.endTime) notes.push(`until ${date.endTime}`)
  for (const item of marks.dates) {
    if (item.resolved.tooFrequent) notes.push(text.slice(at(scan.tokens, item.from).start, at(scan.tokens, item.end - 1).end))
  }
  const draft: TaskDraft = {
    title,
    notes: notes.join('\n'),
    priority: marks.priority,
    tags: marks.tags,
    due: null,
    recurrence: date?.recurrence ?? null,
    reminders: [],
  }
  const dues: (WallTime | null)[] = date === null || date.dues.length === 0 ? [null] : date.dues
  return dues.map((due) => ({ ...draft, due, reminders: remindersOf(marks.leads, due, request.frame) }))
}

function remindersOf(leads: readonly number[], due: WallTime | null, frame: string): TaskDraft['reminders'] {
  if (due === null) return leads.map((minutesBefore) => ({ kind: 'relative', minutesBefore }))
  if (leads.length > 0) return [...new Set(leads)].map((minutesBefore) => ({ kind: 'relative', minutesBefore }))
  return asksForReminder.test(frame) ? [{ kind: 'relative', minutesBefore: 0 }] : []
}

function withoutListTail(tokens: readonly Token[]): readonly Token[] {
  for (let index = Math.max(1, tokens.length - 5); index < tokens.length; index++) {
    const words = wordsFrom(toWords(tokens), index)
    if (listTail(words) === tokens.length - index && wordAt(words, 0) !== '') return tokens.slice(0, index)
  }
  return tokens
}

const fallbackTitle = (frame: string) => (/\b(alarm|alarms|wake|clock)\b/.test(frame) ? 'Alarm' : /\btimer\b/.test(frame) ? 'Timer' : 'Reminder')
