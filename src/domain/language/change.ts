import type { Priority } from '../task.ts'
import { resolveWallTime } from '../time/resolve.ts'
import { matchLength } from './amount.ts'
import { clockTime, isoDay, parseIsoDay } from './calendar.ts'
import { marksOf } from './create.ts'
import { filterOf } from './filter.ts'
import { phrases, toWords } from './phrase.ts'
import type { Moment } from './piece.ts'
import type { Command, DraftPatch, LanguageContext } from './plan.ts'
import { isPluralNoun, isPointer, isTaskNoun, referenceOf } from './reference.ts'
import type { Found, Scan } from './scan.ts'
import { textOf, trimTitle } from './title.ts'
import { at, type Token } from './tokens.ts'

type Input = { text: string; scan: Scan; now: Moment; context: LanguageContext }

/** Verbs by what they ask for. A contributor adds a phrase here. `sure`: nothing else could be meant. */
const verbs = {
  snooze: phrases([
    '(snooze|silence|hush|hold) (for|the|my|this|it|off)?',
    '(hit|press|set) (the)? snooze (on|for)?',
    'let me sleep (for)? (another)?',
    'remind me again',
    'put (this|the|my|it) (alarm|reminder|one)? on (a|an)? snooze',
    'hold my (alarm|reminder) off',
  ]),
  delete: phrases([
    'delete|remove|erase|eliminate|destroy|kill|trash|discard|drop|terminate|wipe|purge|clear',
    'get rid of',
    'halt|disregard|undo',
    'no more',
    'throw out|away',
    'take (off|out)',
    'cancel|cancell|canel',
  ]),
  completeFirm: phrases([
    '(mark|set|check|tick|cross)',
    'complete|completed|done|finished',
    "(i'm|im|i am|we're) (all)? (done|finished) (with)?",
    "(i've|i have|ive|i) (already|just)? (done|finished|completed|did) (with)?",
    'done|finished (with|:)?',
    'check|tick|cross (off|out)',
  ]),
  reopen: phrases([
    'reopen|re-open|unmark|uncomplete|uncheck|untick|restore',
    'mark|set',
    "i (haven't|didn't|did not|have not) (actually)? (done|finish|finished|complete|completed|do)",
  ]),
  skip: phrases(['skip']),
  stop: phrases([
    '(stop|end|cancel|quit) (repeating|the series|the series of|the repetition of|the recurrence of|all future)',
    'end (the|my)? (series|recurrence)',
    'no longer repeat',
    'stop (reminding me|the recurring|my recurring|the repeating) (to|about|of)?',
  ]),
  dismiss: phrases([
    '(turn|switch|shut) (the|my|this|all|that|of)? (alarm|alarms|reminder|it)? (off|down)',
    'stop (the|this|all|my|that)? (alarm|alarms|it)?',
    'be quiet',
    'shh|shush|quiet',
    'switch|turn|shut (off|down|of)',
    'end (the|my|this)? alarm',
  ]),
  update: phrases([
    'change|move|reschedule|update|postpone|shift|push|modify|adjust|edit|correct|prepone|delay|tweak|rectify|reset|alter|amend|bump|rename|replace|switch|set|make|put|bring|take|copy|add|rate|mark|tag|untag|prioritize|prioritise|give|transfer|swap|convert|include|append|extend',
    'push back|forward|out',
  ]),
} as const

const always = /^(reschedule|postpone|prepone|rename|modify|amend|tweak|rectify)$/

/** A change to tasks that exist; null where the clause asks for no such thing. */
export function changeCommand(input: Input): Command | null {
  const { scan } = input
  if (scan.rest.length === 0) return null
  return snooze(input) ?? stop(input) ?? complete(input) ?? update(input) ?? remove(input) ?? skip(input)
}

/** "remind me about the oil change Friday instead of Wednesday": the first date replaces the second. */
export function insteadCommand(input: Input, name: readonly Token[]): Command | null {
  const { scan } = input
  const instead = scan.rest.findIndex((token) => token.word === 'instead')
  const [wanted, replaced] = scan.found.filter((item) => item.kind === 'date')
  if (instead < 0 || wanted === undefined || replaced === undefined) return null
  const names = name.filter((token) => !/^(instead|of)$/.test(token.word))
  return names.length === 0 ? null : { kind: 'update', target: target(input, names, []), patch: patchOf(input, wanted) }
}

const has = (tokens: readonly Token[], test: (word: string) => boolean) =>
  tokens.some((token) => test(token.word) && !token.opaque)
const tasky = (tokens: readonly Token[]) =>
  has(tokens, (word) => isTaskNoun(word) && word !== 'thing' && word !== 'event') ||
  has(tokens, isPointer) ||
  has(tokens, (word) => word === '#')

function target(input: Input, tokens: readonly Token[], found: readonly Found[] = input.scan.found) {
  // "all completed tasks" names a status; "the done list" of one task does not.
  const rest = has(tokens, (word) => isPluralNoun(word) || word === 'everything' || word === 'all') ? tokens : []
  const { filter, used } = filterOf({ ...input.scan, found: [...found], rest }, input.now, input.context.timeZone)
  return referenceOf(
    input.text,
    tokens.filter((token) => !used.has(token)),
    filter,
  )
}

function snooze(input: Input): Command | null {
  const { scan, now, context } = input
  const words = toWords(scan.rest)
  const length = verbs.snooze(words)
  const trailing = scan.rest.findIndex((token) => token.word === 'snooze')
  if (
    length === 0 ||
    (/^(hold|sleep|silence|hush|set)$/.test(at(scan.rest, 0).word) && !tasky(scan.rest) && trailing < 0)
  )
    return null
  if (at(scan.rest, 0).word === 'silence' && scan.found.length === 0)
    return { kind: 'complete', target: target(input, scan.rest.slice(length)) }
  const date = marksOf(scan).dates.at(-1)
  const lead = marksOf(scan).leads[0]
  const due = date?.resolved.dues[0]
  const day = due === undefined ? now.today : parseIsoDay(due.date)
  const minutes = now.minute + (lead ?? 10)
  const local =
    due === undefined
      ? `${isoDay(now.today + Math.floor(minutes / 1440))}T${clockTime(minutes % 1440)}`
      : `${isoDay(day)}T${due.time ?? '09:00'}`
  const rest = scan.rest
    .slice(length)
    .filter((token) => !/^(snooze|again|once|for|until|now|on|a|by)$/.test(token.word))
  return { kind: 'snooze', target: target(input, rest, []), until: resolveWallTime(local, context.timeZone).instant }
}

function stop(input: Input): Command | null {
  const { rest } = input.scan
  const words = toWords(rest)
  const series = verbs.stop(words)
  const named =
    /^(stop|end|cancel)$/.test(at(rest, 0).word) &&
    /^(series|recurrence|repetition|repeats)$/.test(at(rest, rest.length - 1).word)
  if (named && rest.length > 1) return { kind: 'stop', target: target(input, rest.slice(1, -1)) }
  if (series > 0) return { kind: 'stop', target: target(input, rest.slice(series)) }
  const length = verbs.dismiss(words)
  if (length === 0 || !(tasky(rest) || length === rest.length)) return null
  if (at(rest, 0).word === 'stop' && length === 1 && rest.length === 1)
    return { kind: 'none', reason: 'not-understood' }
  return {
    kind: 'complete',
    target: target(
      input,
      rest.slice(1).filter((token) => !/^(off|down|of|immediately|now)$/.test(token.word)),
    ),
  }
}

function skip(input: Input): Command | null {
  const { rest } = input.scan
  const length = verbs.skip(toWords(rest))
  if (length === 0) return null
  const name = trimTitle(rest.slice(length)).filter(
    (token) => !/^(this|next|occurrence|time|week|one|of|the)$/.test(token.word),
  )
  return { kind: 'skip', target: target(input, name, []) }
}

function remove(input: Input): Command | null {
  const { scan } = input
  const { rest } = scan
  let start = 0
  let length = verbs.delete(toWords(rest))
  if (length === 0) {
    // "I'm sick so please delete tomorrow's reminders": the request may come after its reason.
    start = rest.findIndex((token, index) => index > 0 && /^(delete|remove|cancel|erase)$/.test(token.word))
    if (
      start < 0 ||
      !tasky(rest.slice(start)) ||
      /^(to|about|that|remind|how)$/.test(at(rest, start - 1).word) ||
      /^(add|set|create|remind|make|put)$/.test(at(rest, 0).word)
    )
      return unwanted(input)
    length = 1
  }
  const verb = at(rest, start).word
  const object = rest.slice(start + length)
  const tags = marksOf(scan).tags
  if (tags.length > 0 && /^(from|on|off|of)$/.test(at(object, 0).word)) {
    return {
      kind: 'update',
      target: target(
        input,
        object.slice(1),
        scan.found.filter((item) => item.kind !== 'tag'),
      ),
      patch: { removeTags: tags },
    }
  }
  if (/^(clear|drop|take|wipe|throw|kill|terminate|trash|halt|disregard|undo|no)$/.test(verb) && !tasky(object))
    return null
  if (
    verb === 'cancel' &&
    !tasky(object) &&
    marksOf(scan).dates.length > 0 &&
    at(object, 0).word !== 'the' &&
    at(object, 0).word !== 'my'
  )
    return null
  if (object.length === 0 && scan.found.length === 0) return { kind: 'delete', target: { by: 'it' } }
  return { kind: 'delete', target: target(input, object) }
}

/** "I don't need my reminder for later anymore", "I want the alarm terminated". */
function unwanted(input: Input): Command | null {
  const { rest } = input.scan
  if (!tasky(rest) || !has(rest, (word) => /^(i|we)$/.test(word))) return null
  const refuses = rest.some(
    (token, index) => /^(don't|dont|longer)$/.test(token.word) && /^(need|want)$/.test(at(rest, index + 1).word),
  )
  const past = has(rest, (word) => /^(terminated|deleted|removed|cancelled|canceled|erased)$/.test(word))
  if (!refuses && !past) return null
  return {
    kind: 'delete',
    target: target(
      input,
      rest.filter(
        (token) =>
          !/^(i|we|don't|dont|no|longer|need|want|anymore|terminated|deleted|removed|cancelled|canceled|erased)$/.test(
            token.word,
          ),
      ),
    ),
  }
}

const doneWords = /^(done|complete|completed|finished|off)$/
const openWords = /^(open|undone|incomplete|unfinished|not)$/

function complete(input: Input): Command | null {
  const { scan } = input
  const { rest } = scan
  const words = toWords(rest)
  const first = at(rest, 0).word
  const reopened = verbs.reopen(words)
  const strip = (tokens: readonly Token[]) =>
    trimTitle(
      tokens.filter(
        (token) =>
          !/^(as|done|complete|completed|finished|off|open|undone|incomplete|unfinished|not|yet|already|to|be)$/.test(
            token.word,
          ),
      ),
    )
  if (reopened > 0 && !(first === 'restore' && !tasky(rest))) {
    if (
      !/^(mark|set)$/.test(first) ||
      (has(rest, (word) => openWords.test(word)) && has(rest, (word) => word === 'as' || word === 'not'))
    )
      return { kind: 'reopen', target: target(input, strip(rest.slice(reopened))) }
  }
  const length = verbs.completeFirm(words)
  const last = at(rest, rest.length - 1).word
  if (length > 0) {
    const asDone = has(rest.slice(1), (word) => doneWords.test(word))
    if (/^(mark|set|check|tick|cross)$/.test(first)) {
      if (!asDone || (first === 'set' && !has(rest, (word) => word === 'as'))) return null
      return { kind: 'complete', target: target(input, strip(rest.slice(1))) }
    }
    if (first === 'complete' && scan.found.length > 0 && !tasky(rest)) return null
    if (rest.length === length) return { kind: 'complete', target: { by: 'it' } }
    const told = /^(i|we|i've|i'm|im)$/.test(first)
    return { kind: 'complete', target: target(input, strip(rest.slice(length)), told ? [] : scan.found) }
  }
  const isDone =
    /^(done|finished|completed)$/.test(last) && /^(is|are|all)$/.test(at(rest, rest.length - 2).word) && rest.length > 2
  return isDone ? { kind: 'complete', target: target(input, rest.slice(0, -2)) } : null
}

const toLead = (item: Found) => item.kind === 'date' && (item.when.lead === 'to' || item.when.lead === 'as')

function update(input: Input): Command | null {
  const { scan, text } = input
  const { rest } = scan
  const length = verbs.update(toWords(rest))
  if (length === 0) return null
  const verb = at(rest, 0).word
  const object = rest.slice(length)
  const { dates, priority, tags } = marksOf(scan)
  const moved = scan.found.find(toLead)
  const instead = rest.findIndex((token) => token.word === 'instead')
  const points = has(object.slice(0, 2), isPointer)
  const noun = tasky(object)
  const creating =
    verb !== 'add' &&
    /^(set|make|put|add|give|mark|tag|bring|take|copy|include|switch|replace|rate|swap|convert|transfer|extend|append)$/.test(
      verb,
    )
  if (
    creating &&
    !updatesByOther({
      verb,
      object,
      points,
      moved: moved !== undefined,
      marked: priority !== 'none' || tags.length > 0,
    })
  )
    return null
  const addition = verb === 'add' ? additionOf(input, object) : null
  if (addition !== null) return addition
  if (
    verb === 'add' &&
    !updatesByOther({
      verb,
      object,
      points,
      moved: moved !== undefined,
      marked: priority !== 'none' || tags.length > 0,
    })
  )
    return null
  if (
    verb !== 'add' &&
    !creating &&
    !always.test(verb) &&
    !noun &&
    moved === undefined &&
    instead < 0 &&
    !/^(update|edit)$/.test(verb)
  )
    return null
  if (/^(update|edit)$/.test(verb) && !noun && moved === undefined) return null
  const ranked = priorityOf(object)
  if (ranked !== null)
    return { kind: 'update', target: target(input, ranked.object), patch: { priority: ranked.priority } }
  const rename = renameOf(text, verb, object)
  if (rename !== null)
    return { kind: 'update', target: target(input, rename.object, []), patch: { title: rename.title } }
  const changed = moved ?? dates.at(-1) ?? scan.found.at(-1)
  const about = scan.found.filter((item) => item !== changed && item.kind === 'date')
  const patch = patchOf(input, changed)
  const by = object.findIndex((token, index) => token.word === 'by' && matchLength(object, index + 1) !== null)
  const names = (by < 0 ? object : object.slice(0, by)).filter(
    (token) =>
      !/^(instead|time|times|now|earlier|later|to|as|priority|with|tag|from|back|forward|it's|repeat|recur|repeating|recurring|happen|date)$/.test(
        token.word,
      ) || token.opaque,
  )
  return { kind: 'update', target: target(input, trimTitle(names), about), patch }
}

/** "add chapter two to my reading reminder", "add a note to my taxes reminder: bring the W2". */
function additionOf(input: Input, object: readonly Token[]): Command | null {
  const { text, scan } = input
  const colon = object.findIndex((token) => token.word === ':')
  const end = colon < 0 ? object.length : colon
  if (!/^(reminder|alarm|alert|task|todo)$/.test(at(object, end - 1).word)) return null
  const to = object.slice(0, end).findLastIndex((token) => token.word === 'to')
  const dated = to < 0 && scan.found.some(toLead)
  if (!dated && (to < 1 || !/^(the|my|that|this|it|current|our)$/.test(at(object, to + 1).word))) return null
  const name = dated ? [] : object.slice(to + 1, end)
  const added = colon > 0 ? object.slice(colon + 1) : object.slice(0, dated ? end - 1 : to)
  const length = matchLength(added, 0)
  const patch: DraftPatch =
    length !== null && length.end === added.length ? {} : { notes: textOf(text, trimTitle(added, { strict: true })) }
  return { kind: 'update', target: target(input, name), patch }
}

/** "make it urgent", "set the dentist to Friday", "put that on Monday", "add #home to the dentist". */
function updatesByOther({
  verb,
  object,
  points,
  moved,
  marked,
}: {
  verb: string
  object: readonly Token[]
  points: boolean
  moved: boolean
  marked: boolean
}): boolean {
  const newOne =
    /^(a|an|another|new|up|me|us)$/.test(at(object, 0).word) || /^(reminder|alarm)$/.test(at(object, 0).word)
  if (newOne) return false
  if (points || (marked && at(object, 0).kind === 'number' && object.length === 1)) return true
  if (priorityOf(object) !== null) return true
  if (verb === 'make')
    return (
      moved ||
      (tasky(object) &&
        !/^(reminder|alarm|alert)s?$/.test(at(object, 0).word) &&
        !has(object, (word) => word === 'for' || word === 'go'))
    )
  if (verb === 'add')
    return (
      (marked && /^(to|on)$/.test(at(object, 0).word)) ||
      (tasky(object) &&
        has(object, (word) => word === 'to') &&
        /^(it|that|my|the)$/.test(at(object, object.length - 2).word) &&
        !has(object, (word) => /^(list|reminders|tasks)$/.test(word)))
    )
  if (/^(mark|tag|rate)$/.test(verb)) return marked
  return moved && (at(object, 0).word === 'the' || at(object, 0).word === 'my' || at(object, 0).word === 'all')
}

const levels: Record<string, Priority> = {
  low: 'low',
  medium: 'medium',
  normal: 'medium',
  high: 'high',
  urgent: 'urgent',
  none: 'none',
  top: 'urgent',
}

/** "set the priority of the report to low". */
function priorityOf(object: readonly Token[]): { object: readonly Token[]; priority: Priority } | null {
  const named = object.slice(0, 3).findIndex((token) => token.word === 'priority')
  const last = at(object, object.length - 1).word
  const priority = Object.hasOwn(levels, last) ? levels[last] : undefined
  if (named < 0 || priority === undefined || at(object, object.length - 2).word !== 'to') return null
  return { object: object.slice(at(object, named + 1).word === 'of' ? named + 2 : named + 1, -2), priority }
}

function renameOf(
  text: string,
  verb: string,
  object: readonly Token[],
): { object: readonly Token[]; title: string } | null {
  if (verb !== 'rename') return null
  const to = object.findLastIndex((token) => token.word === 'to' || token.word === 'as')
  const title = textOf(text, object.slice(to + 1)).replace(/^["“']|["”']$/g, '')
  return to <= 0 || title === '' ? null : { object: object.slice(0, to), title }
}

function patchOf({ scan }: Input, changed: Found | undefined): DraftPatch {
  const { priority, tags, leads } = marksOf(scan)
  const patch: DraftPatch = {}
  if (priority !== 'none' || scan.found.some((item) => item.kind === 'priority')) patch.priority = priority
  if (tags.length > 0) {
    if (/^(untag|remove)$/.test(at(scan.rest, 0).word)) patch.removeTags = tags
    else patch.addTags = tags
  }
  if (leads.length > 0 && !/^(make|bring|move|push)$/.test(at(scan.rest, 0).word))
    patch.reminders = leads.map((minutesBefore) => ({ kind: 'relative', minutesBefore }))
  if (changed?.kind !== 'date') return patch
  const { resolved } = changed
  const due = resolved.dues[0]
  if (due === undefined) return patch
  if (resolved.recurrence !== null) return { ...patch, due, recurrence: resolved.recurrence }
  if (resolved.timeOnly && due.time !== null) return { ...patch, time: due.time }
  return { ...patch, due }
}
