import { changeCommand } from './change.ts'
import { tableCommand } from './command.ts'
import { withoutCourtesy } from './courtesy.ts'
import { draftsOf, matchRequest, matchTrailingNoun, type Request } from './create.ts'
import { doesThing } from './done-thing.ts'
import {
  asksForReminder,
  asksOrWishes,
  assistantRequest,
  deviceNouns,
  deviceSettings,
  deviceVerbs,
  forSpeaker,
  neverTask,
  questionWords,
  statementWords,
  subjects,
  taskVerbs,
  worldTopics,
} from './frames.ts'
import { listCommand } from './listing.ts'
import { phrases, toWords } from './phrase.ts'
import type { Moment } from './piece.ts'
import type { Command, LanguageContext, Plan } from './plan.ts'
import { isTaskNoun } from './reference.ts'
import { withoutReminderTail } from './reminder-tail.ts'
import { marksOf, type Scan, scan, spansOf } from './scan.ts'
import { smallTalk } from './small-talk.ts'
import { at, type Token } from './tokens.ts'
import { trendCommand } from './trend.ts'
import { insteadCommand } from './update.ts'

const surelyMoving = /^(change|changed|move|moved|reschedule|postpone|modify|update)$/

export type Clause = { text: string; tokens: readonly Token[]; now: Moment; context: LanguageContext; listed: boolean }

const none: Command = { kind: 'none', reason: 'not-understood' }
const moving =
  /^(change|move|reschedule|update|postpone|shift|push|modify|adjust|set|make|put|edit|correct|prepone|delay|tweak|rectify|reset|bring|take|switch|copy|alter|amend|bump|snooze|defer|advance|pull|extend)$/

/** Whether a clause may change something, so that "to 5 pm" is a time in it. */
const movesSomething = (core: readonly Token[]): boolean =>
  moving.test(at(core, 0).word) || core.slice(0, 16).some((token) => surelyMoving.test(token.word))

/** What one clause asks for. */
export function understandClause(clause: Clause): Plan {
  const { tokens, now } = clause
  const core = withoutCourtesy(tokens)
  const talk = smallTalk(core.length === 0 ? tokens : core)
  if (talk !== null) return { commands: [talk], spans: [] }
  const trend = clause.listed ? null : trendCommand(core, clause.context)
  if (trend !== null) return { commands: [trend], spans: [] }
  const scanned = scan(tokens, now, { verb: at(core, 0).word, moving: movesSomething(core) })
  const said = clause.listed ? null : tableCommand({ text: clause.text, scan: scanned, now, context: clause.context })
  if (said !== null) return { commands: [said], spans: spansOf(scanned, [said]) }
  const found: Scan = { ...scanned, rest: [...withoutCourtesy(scanned.rest)] }
  const commands = commandsOf(clause, found)
  return { commands, spans: commands[0]?.kind === 'none' ? [] : spansOf(found, commands) }
}

function commandsOf(clause: Clause, found: Scan): Command[] {
  const { text, now, context } = clause
  const question = at(clause.tokens, clause.tokens.length - 1).word === '?'
  const never = neverTask(toWords(found.rest.slice(0, 8))) > 0
  const asked = requestOf(found.rest)
  const named =
    never && !(asked !== null && /^tell me to|(reminder|alarm|alert|task|todo|timer)s?\b/.test(asked.frame))
      ? null
      : asked
  const firm = named !== null && isFirm(named, found)
  if (!firm) {
    const change = changeCommand({ text, scan: { ...found, rest: withoutWish(found.rest) }, now, context })
    if (change !== null) return [change]
    const listing = listCommand({ text, scan: found, now, context, question })
    if (listing !== null) return [listing]
  }
  const moved = named === null ? null : insteadCommand({ text, scan: found, now, context }, named.body)
  if (moved !== null) return [moved]
  const request = named ?? (never ? null : bareRequest(clause, found))
  if (request === null || (request.body.length === 0 && found.found.length === 0 && request.frame === '')) return [none]
  const pointless = request.body.length > 0 && request.body.every((token) => emptyWords.test(token.word))
  if (pointless && found.found.length === 0 && !clause.listed) return [none]
  return draftsOf({ text, now, timeZone: context.timeZone }, found, request).map((task) => ({ kind: 'create', task }))
}

const wish = phrases(['(i|we) (need|want|would like|wanna|have|got) (to)?', "(i'd|we'd) like to"])

/** "I need to delete my reminder": what is wished for is the request. */
function withoutWish(rest: readonly Token[]): readonly Token[] {
  const length = wish(toWords(rest.slice(0, 6)))
  return length > 0 && rest.slice(length).some((token) => isTaskNoun(token.word)) ? rest.slice(length) : rest
}

const instead = (found: Scan) => found.rest.some((token) => token.word === 'instead')

/** Requests whose first words leave no doubt: "remind me to", "set a new alarm". */
function isFirm(request: Request, found: Scan): boolean {
  if (instead(found) || /^remind me again\b/.test(toWords(found.rest.slice(0, 3)).text)) return false
  if (/^(remind|alert|notify)( me| us| of| to| about| that|$)/.test(request.frame)) return true
  return (
    /\b(a|an|another|new|two|three|some|need|want|i|create|me)\b.*\b(reminder|alarm|alert|task|todo|timer)s?\b/.test(
      request.frame,
    ) ||
    (/^(set|create|make|need|schedule|add|setup|generate) (up )?(\S+ ){0,4}(reminder|alarm|alert)s?\b/.test(
      request.frame,
    ) &&
      !/\b(the|my|that|this|all|it|snooze|off)\b/.test(request.frame))
  )
}

function requestOf(rest: readonly Token[]): Request | null {
  const first = matchRequest(rest)
  return first !== null && asksForReminder.test(first.frame) ? first : (laterRequest(rest) ?? first)
}

const reminding = /^(remind|alert|notify|reminded)$/

const breaks = /^(,|\.|;|:|-|so|and|!|\?|can|could|will|would|please)$/

/** "I need to talk to Bob; can you remind me": the task is said first, the request after it. */
function laterRequest(rest: readonly Token[]): Request | null {
  for (let index = 1; index < Math.min(rest.length, 120); index++) {
    if (!breaks.test(at(rest, index - 1).word) && !reminding.test(at(rest, index).word)) continue
    const tail = withoutCourtesy(rest.slice(index))
    const request = tail.length === 0 ? null : matchRequest(tail)
    if (
      request === null ||
      !asksForReminder.test(request.frame) ||
      /^(reminder|alarm|alert|task|remind|new|text|message)( |$)(?!me|us|of)/.test(request.frame)
    )
      continue
    if (
      reminding.test(at(tail, 0).word) &&
      !/^(me|us|to|myself)$/.test(at(tail, 1).word) &&
      !breaks.test(at(rest, index - 1).word)
    )
      continue
    return withHead(rest.slice(0, index), request)
  }
  return null
}

/** Words that leave nothing to do where no others stand. */
const emptyWords =
  /^(not|no|earlier|later|again|instead|rather|yes|ok|please|it|that|this|them|the|a|an|at|on|for|and|or)$/

const pronouns = /^(please|it|that|this|then|thanks|about|of|,|\.|!|him|her|them|and|&|\(|\)|at|on|also|again)$/

/** The task of a request that only points back ("remind me about it") is what was said before. */
function withHead(before: readonly Token[], request: Request): Request | null {
  let end = before.length
  while (
    end > 0 &&
    /^(,|\.|;|can|could|you|please|so|and|will|would|-|to|!|i|want|need|later|:)$/.test(at(before, end - 1).word)
  )
    end--
  const head = withoutCourtesy(before.slice(0, end))
  const task = head.length === 0 ? null : matchRequest(head)
  if (request.body.some((token) => !pronouns.test(token.word)))
    return request.about === undefined && taskVerbs.has(at(head, 0).word) ? { ...request, about: head } : request
  return { ...request, body: task?.body ?? head, asked: at(before, before.length - 1).end }
}

function bareRequest(clause: Clause, found: Scan): Request | null {
  const { scan: plain, asked } = withoutReminderTail(found)
  const request = bareTask(clause, plain)
  return request === null || asked === null ? request : { ...request, asked }
}

/** A task without a word of request: an imperative, or a thing with a date, tag or priority. */
function bareTask(clause: Clause, found: Scan): Request | null {
  const { rest } = found
  const first = at(rest, 0).word
  const marks = marksOf(found)
  const marked = marks.dates.length > 0 || marks.tags.length > 0 || marks.priority !== 'none'
  const request: Request = { frame: '', body: rest, person: [] }
  const clocked = marks.dates.some((date) => date.when.clocks.length > 0)
  if (rest.length === 0) return clocked ? { ...request, frame: 'reminder' } : null
  const words = rest.filter((token) => token.kind !== 'mark')
  const asks = questionWords.has(first) && !doesThing(words)
  if (words.length === 0 || (!clause.listed && words.every((token) => emptyWords.test(token.word)))) return null
  const trailing = marks.dates.length > 0 ? matchTrailingNoun(rest) : null
  if (trailing !== null && !asks) return trailing
  if (clause.listed) return asks ? null : request
  if (at(clause.tokens, clause.tokens.length - 1).word === '?') return null
  if (asks || subjects.has(first)) return null
  if (asksOrWishes(toWords(clause.tokens.slice(0, 12))) > 0) return null
  const said = toWords(rest.slice(0, 60)).text
  if (forSpeaker.test(said) && !marked) return null
  if (deviceVerbs.test(first) && !marked && rest.some((token) => deviceNouns.has(token.word))) return null
  if (deviceVerbs.test(first) && rest.slice(1, 4).some((token) => deviceSettings.has(token.word))) return null
  if (assistantRequest(toWords(rest)) > 0 && !(marked && taskVerbs.has(first))) return null
  if ((!taskVerbs.has(first) || !marked) && rest.some((token) => worldTopics.has(token.word))) return null
  // "set brightness to 50" is for a device.
  if (!marked && /^(set|change)$/.test(first) && rest.some((token) => token.word === 'to')) return null
  if ((taskVerbs.has(first) || questionWords.has(first)) && words.length > 1) return request
  const states = rest.some((token, index) => index > 0 && index < 8 && statementWords.has(token.word))
  return marked && !states ? request : null
}
