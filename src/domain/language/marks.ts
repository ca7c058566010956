import type { Priority } from '../task.ts'
import { matchLength } from './amount.ts'
import { taskVerbs } from './frames.ts'
import type { Match } from './piece.ts'
import { found } from './piece.ts'
import { at, type Token } from './tokens.ts'

const byNumber: readonly Priority[] = ['urgent', 'high', 'medium', 'low']
const byWord: Record<string, Priority> = {
  urgent: 'urgent',
  critical: 'urgent',
  highest: 'urgent',
  top: 'urgent',
  high: 'high',
  hi: 'high',
  important: 'high',
  medium: 'medium',
  med: 'medium',
  normal: 'medium',
  moderate: 'medium',
  low: 'low',
  lowest: 'low',
  no: 'none',
}
/** The priority a word or digit names: "high", "urgent", "1". */
export const priorityCalled = (word: string): Priority | undefined =>
  wordOf(word) ?? (/^[1-4]$/.test(word) ? byNumber[Number(word) - 1] : undefined)

const wordOf = (word: string) => (Object.hasOwn(byWord, word) ? byWord[word] : undefined)
const spaced = (tokens: readonly Token[], index: number) => index === 0 || !at(tokens, index).glued
const endsHere = (tokens: readonly Token[], index: number) =>
  !at(tokens, index).glued || at(tokens, index).kind === 'mark' || at(tokens, index).kind === 'break'

/** "!1", "!high", "p2", "high priority", "priority: low", "with top priority", "urgent" at an edge, "asap". */
export function matchPriority(tokens: readonly Token[], index: number): Match<Priority> | null {
  const token = at(tokens, index)
  if (token.opaque) return null
  const next = at(tokens, index + 1)
  const bangs = bangsAt(tokens, index)
  if (bangs !== null) return bangs
  if (token.word === '!' && spaced(tokens, index) && next.glued) {
    const number = next.digits === 1 ? byNumber[next.value - 1] : undefined
    const value = number ?? wordOf(next.word)
    return value !== undefined && endsHere(tokens, index + 2) ? found(index + 2, value) : null
  }
  if (
    (token.word === 'p' || token.word === 'prio') &&
    next.glued &&
    next.digits === 1 &&
    spaced(tokens, index) &&
    endsHere(tokens, index + 2)
  ) {
    const value = byNumber[next.value - 1]
    return value === undefined ? null : found(index + 2, value)
  }
  const start = /^(with|as|at|of|a|its|it's|in)$/.test(token.word)
    ? /^(a|an|the)$/.test(next.word)
      ? index + 2
      : index + 1
    : index
  return matchNamed(tokens, start) ?? matchLone(tokens, index)
}

/** "!!" and "!!!" apart from other text, as in other task lists. */
function bangsAt(tokens: readonly Token[], index: number): Match<Priority> | null {
  let end = index
  while (at(tokens, end).word === '!' && (end === index || at(tokens, end).glued) && end < index + 4) end++
  const alone = !at(tokens, index).glued && index > 0 && !(at(tokens, end).glued && end < tokens.length)
  if (!alone || end - index < 2 || end - index > 3) return null
  return found(end, end - index === 3 ? 'high' : 'medium')
}

function matchNamed(tokens: readonly Token[], index: number): Match<Priority> | null {
  const token = at(tokens, index)
  if (token.opaque) return null
  if (token.word === 'priority' || token.word === 'prio') {
    let next = index + 1
    if (/^(:|=|is|to)$/.test(at(tokens, next).word)) next++
    const value =
      wordOf(at(tokens, next).word) ??
      (at(tokens, next).digits === 1 ? byNumber[at(tokens, next).value - 1] : undefined)
    return value === undefined ? null : found(next + 1, value)
  }
  const value = wordOf(token.word)
  if (value === undefined) return null
  const hyphen = at(tokens, index + 1).word === '-' ? index + 2 : index + 1
  return /^(priority|prio|importance)$/.test(at(tokens, hyphen).word) ? found(hyphen + 1, value) : null
}

/** Words that mean a priority only where they stand apart from the rest: "urgent: …", "… - important", "(urgent)". */
function matchLone(tokens: readonly Token[], index: number): Match<Priority> | null {
  const { word } = at(tokens, index)
  if (word === 'asap' || word === 'urgently') return found(index + 1, 'urgent')
  const soon = ['as', 'soon', 'as', 'possible'].every((wanted, offset) => at(tokens, index + offset).word === wanted)
  if (soon) return found(index + 4, 'urgent')
  if (
    tokens
      .slice(index, index + 7)
      .map((token) => token.word)
      .join('') === 'a.s.a.p'
  )
    return found(index + 7, 'urgent')
  // "it's urgent", "very important" at the end.
  let start = index
  if (/^(it's|its|that's|thats)$/.test(word)) start++
  else if (/^(it|this|which)$/.test(word) && at(tokens, start + 1).word === 'is') start += 2
  while (/^(very|really|super|quite|extremely|most)$/.test(at(tokens, start).word)) start++
  const named = at(tokens, start).word
  if (named !== 'urgent' && named !== 'important') return null
  const next = at(tokens, start + 1)
  const before = at(tokens, index - 1).word
  const closes = next.kind === 'break' || /^[:!,)]$/.test(next.word) || start + 1 >= tokens.length
  const opens = index === 0 && (/^[:,!-]$/.test(next.word) || (start === index && taskVerbs.has(next.word)))
  const copula = /^(is|are|it's|that's|was|be|not|very|really|so|something|anything|what)$/.test(before)
  if (!(opens || (closes && !copula && index > 0))) return null
  const mark = opens && next.kind === 'mark'
  return found(mark ? start + 2 : start + 1, named === 'urgent' ? 'urgent' : 'high')
}

const tagPart = /^[\p{L}\p{N}\p{M}_/-]+$/u

/** "#home", "#work/urgent"; "tagged home", "with tags home and garden". "#12" is a number, not a tag. */
export function matchTag(tokens: readonly Token[], index: number): Match<string[]> | null {
  const token = at(tokens, index)
  if (token.opaque) return null
  if (token.word !== '#') return index > 0 ? matchTagWords(tokens, index) : null
  const tag = spaced(tokens, index) ? tagAt(tokens, index + 1) : null
  return tag === null ? null : found(tag.end, [tag.value])
}

/** A tag's text, its pieces without space between them. */
function tagAt(tokens: readonly Token[], index: number): Match<string> | null {
  let end = index
  let tag = ''
  while (
    (end === index ? at(tokens, end - 1).word !== '#' || at(tokens, end).glued : at(tokens, end).glued) &&
    tagPart.test(at(tokens, end).raw) &&
    !at(tokens, end).opaque &&
    tag.length <= 50
  ) {
    tag += at(tokens, end).raw
    end++
  }
  const valid = /^[\p{L}\p{N}]/u.test(tag) && !/^\d+$/.test(tag) && tag.length <= 50
  return valid ? found(end, tag) : null
}

/** "tagged home", "tag: home", "with the tags home and garden", at the end or before a mark. */
function matchTagWords(tokens: readonly Token[], index: number): Match<string[]> | null {
  let next = index
  const led = at(tokens, next).word === 'with'
  if (led) next++
  if (led && /^(the|a)$/.test(at(tokens, next).word)) next++
  const { word } = at(tokens, next)
  if (!(word === 'tagged' || (led && /^(tag|tags|label|labels)$/.test(word)))) return null
  next++
  if (/^(as|with|:)$/.test(at(tokens, next).word)) next++
  const tags: string[] = []
  let end = next
  while (tags.length < 10) {
    const tag = tagAt(tokens, at(tokens, next).word === '#' ? next + 1 : next)
    if (tag === null || /^(and|or|with|for|by|on|at|it|the|a)$/.test(tag.value)) break
    tags.push(tag.value)
    end = tag.end
    if (!/^(and|,|&)$/.test(at(tokens, end).word)) break
    next = end + 1
  }
  return tags.length === 0 ? null : found(end, tags)
}

const before = new Set('before prior earlier beforehand ahead early'.split(' '))

/** "30 minutes before", "1 day in advance", "the day before", "1 day and 1 hour before": minutes before the due time. */
export function matchLeadTime(tokens: readonly Token[], index: number): Match<number[]> | null {
  const start = /^(for|at|by|to)$/.test(at(tokens, index).word) ? index + 1 : index
  if (at(tokens, start).opaque) return null
  const lengths = lengthsAt(tokens, start)
  const word = at(tokens, lengths.end).word
  let { end } = lengths
  if (lengths.value.length === 0) return null
  if (word === 'in' && at(tokens, end + 1).word === 'advance') end += 2
  else if (before.has(word)) {
    end++
    if (at(tokens, end).word === 'of' && at(tokens, end + 1).word === 'time') end += 2
  } else return null
  return lengths.value.some((minutes) => minutes > 366 * 1440) ? null : found(end, lengths.value)
}

/** "the day", "1 hour", "1 day and 2 hours", "1 day, 1 hour", in minutes. */
function lengthsAt(tokens: readonly Token[], index: number): Match<number[]> {
  const named = at(tokens, index).word === 'the' ? at(tokens, index + 1).word : ''
  if (/^(day|week|hour)$/.test(named))
    return found(index + 2, [named === 'hour' ? 60 : named === 'day' ? 1440 : 7 * 1440])
  const values: number[] = []
  let end = index
  for (let next = index; values.length < 5; ) {
    const length = matchLength(tokens, next)
    if (length === null) break
    const { minutes, days, workdays, months } = length.value
    values.push(minutes + (days + workdays) * 1440 + months * 30 * 1440)
    end = length.end
    if (!/^(and|,|&)$/.test(at(tokens, end).word)) break
    next = end + 1
  }
  return found(end, values)
}
