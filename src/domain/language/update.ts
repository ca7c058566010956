import type { Priority } from '../task.ts'
import { matchLength } from './amount.ts'
import { has, type Input, target, tasky } from './change-target.ts'
import { phrases, toWords } from './phrase.ts'
import type { Command, DraftPatch } from './plan.ts'
import { isPointer } from './reference.ts'
import { type Found, marksOf } from './scan.ts'
import { textOf, trimTitle } from './title.ts'
import { at, type Token } from './tokens.ts'

const updateVerbs = phrases([
  'change|move|reschedule|update|postpone|shift|push|modify|adjust|edit|correct|prepone|delay|tweak|rectify|reset|alter|amend|bump|rename|replace|switch|set|make|put|bring|take|copy|add|rate|mark|tag|untag|prioritize|prioritise|give|transfer|swap|convert|include|append|extend',
  'push back|forward|out',
])

const always = /^(reschedule|postpone|prepone|rename|modify|amend|tweak|rectify)$/

/** "remind me about the oil change Friday instead of Wednesday": the first date replaces the second. */
export function insteadCommand(input: Input, name: readonly Token[]): Command | null {
  const { scan } = input
  const instead = scan.rest.findIndex((token) => token.word === 'instead')
  const [wanted, replaced] = scan.found.filter((item) => item.kind === 'date')
  if (instead < 0 || wanted === undefined || replaced === undefined) return null
  const names = name.filter((token) => !/^(instead|of)$/.test(token.word))
  return names.length === 0 ? null : { kind: 'update', target: target(input, names, []), patch: patchOf(input, wanted) }
}

const toLead = (item: Found) => item.kind === 'date' && (item.when.lead === 'to' || item.when.lead === 'as')

/** Verbs that make something at least as often as they change something. */
const ambiguous =
  /^(add|set|make|put|give|mark|tag|bring|take|copy|include|switch|replace|rate|swap|convert|transfer|extend|append)$/
/** Words of a change that name no task. */
const changing =
  /^(instead|time|times|now|earlier|later|to|as|priority|tag|back|forward|it's|repeat|recur|repeating|recurring|happen|date)$/

/** A change of a task's date, time, priority, tags, repetition, title or notes; null where the words ask for none. */
export function update(input: Input): Command | null {
  const { scan, text } = input
  const length = updateVerbs(toWords(scan.rest))
  if (length === 0) return null
  const verb = at(scan.rest, 0).word
  const object = scan.rest.slice(length)
  const addition = verb === 'add' ? additionOf(input, object) : null
  if (addition !== null) return addition
  if (!isChange(input, verb, object)) return null
  const ranked = priorityOf(object)
  if (ranked !== null)
    return { kind: 'update', target: target(input, ranked.object), patch: { priority: ranked.priority } }
  const rename = renameOf(text, verb, object)
  if (rename !== null)
    return { kind: 'update', target: target(input, rename.object, []), patch: { title: rename.title } }
  const changed = scan.found.find(toLead) ?? marksOf(scan).dates.at(-1) ?? scan.found.at(-1)
  const about = scan.found.filter((item) => item !== changed && item.kind === 'date')
  const by = object.findIndex((token, index) => token.word === 'by' && matchLength(object, index + 1) !== null)
  const names = (by < 0 ? object : object.slice(0, by)).filter((token) => !changing.test(token.word) || token.opaque)
  return {
    kind: 'update',
    target: target(input, trimTitle(names, { dateFollows: true }), about),
    patch: patchOf(input, changed),
  }
}

const titled = phrases(['(the)? (title|name) of'])

/** Whether the words change a task that exists: "change the oil" is a new one, "change the oil task" is not. */
function isChange({ scan }: Input, verb: string, object: readonly Token[]): boolean {
  const { priority, tags } = marksOf(scan)
  const moved = scan.found.some(toLead)
  const noun = tasky(object)
  if (ambiguous.test(verb)) {
    const points = has(object.slice(0, 2), isPointer)
    return updatesByOther({ verb, object, points, moved, marked: priority !== 'none' || tags.length > 0 })
  }
  const instead = has(scan.rest, (word) => word === 'instead')
  return (
    always.test(verb) ||
    noun ||
    titled(toWords(object.slice(0, 4))) > 0 ||
    moved ||
    (instead && !/^(update|edit)$/.test(verb))
  )
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
  const named = titled(toWords(object.slice(0, 4)))
  if (verb !== 'rename' && named === 0) return null
  const to = object.findLastIndex((token) => token.word === 'to' || token.word === 'as')
  const title = textOf(text, object.slice(to + 1)).replace(/^["“']|["”']$/g, '')
  return to <= 0 || title === '' ? null : { object: object.slice(named, to), title }
}

/** What was found as a change of a task; `changed` is its new date. */
export function patchOf({ scan }: Pick<Input, 'scan'>, changed: Found | undefined): DraftPatch {
  const { priority, tags, leads } = marksOf(scan)
  const patch: DraftPatch = {}
  if (priority !== 'none' || scan.found.some((item) => item.kind === 'priority')) patch.priority = priority
  if (tags.length > 0) {
    if (/^(untag|remove)$/.test(at(scan.rest, 0).word)) patch.removeTags = tags
    else patch.addTags = tags
  }
  if (leads.length > 0 && !/^(make|bring|move|push)$/.test(at(scan.rest, 0).word))
    patch.reminders = leads.map((minutesBefore) => ({ kind: 'relative', minutesBefore }))
  const moved = scan.found.find((item) => item.kind === 'shift')
  if (moved?.kind === 'shift') return { ...patch, shift: moved.shift }
  if (changed?.kind !== 'date') return patch
  const { resolved } = changed
  const due = resolved.dues[0]
  if (due === undefined) return patch
  if (resolved.recurrence !== null) return { ...patch, due, recurrence: resolved.recurrence }
  if (resolved.timeOnly && due.time !== null) return { ...patch, time: due.time }
  return { ...patch, due }
}
