import { resolveWallTime } from '../time/resolve.ts'
import { clockTime, isoDay, parseIsoDay } from './calendar.ts'
import { has, type Input, target, tasky } from './change-target.ts'
import { phrases, toWords } from './phrase.ts'
import type { Command } from './plan.ts'
import { marksOf } from './scan.ts'
import { trimTitle } from './title.ts'
import { at } from './tokens.ts'
import { update } from './update.ts'

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
} as const

/** A change to tasks that exist; null where the clause asks for no such thing. */
export function changeCommand(input: Input): Command | null {
  const { scan } = input
  if (scan.rest.length === 0) return null
  return snooze(input) ?? stop(input) ?? update(input) ?? remove(input) ?? skip(input)
}

function snooze(input: Input): Command | null {
  const { scan } = input
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
  const rest = scan.rest
    .slice(length)
    .filter((token) => !/^(snooze|again|once|for|until|now|on|a|by)$/.test(token.word))
  return { kind: 'snooze', target: target(input, rest, []), until: snoozedUntil(input) }
}

/** When what is snoozed comes again: at the date said, else after the minutes said. */
export function snoozedUntil({ scan, now, context }: Input, minutesSaid?: number): string {
  const date = marksOf(scan).dates.at(-1)
  const lead = marksOf(scan).leads[0]
  const due = date?.resolved.dues[0]
  const day = due === undefined ? now.today : parseIsoDay(due.date)
  const minutes = now.minute + (minutesSaid ?? lead ?? 10)
  const local =
    due === undefined
      ? `${isoDay(now.today + Math.floor(minutes / 1440))}T${clockTime(minutes % 1440)}`
      : `${isoDay(day)}T${due.time ?? '09:00'}`
  return resolveWallTime(local, context.timeZone).instant
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
