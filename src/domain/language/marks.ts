import type { Priority } from '../task.ts'
import { matchLength } from './amount.ts'
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

/** Words that mean a priority only where they stand apart from the rest. */
function matchLone(tokens: readonly Token[], index: number): Match<Priority> | null {
  const { word } = at(tokens, index)
  if (word === 'asap' || word === 'urgently') return found(index + 1, 'urgent')
  if (word !== 'urgent' && word !== 'important') return null
  const next = at(tokens, index + 1)
  const closes =
    next.kind === 'break' || next.word === ':' || next.word === '!' || next.word === ',' || index + 1 >= tokens.length
  const opens = index === 0 && (next.word === ':' || next.word === ',' || next.word === '!' || next.word === '-')
  const copula = /^(is|are|it's|that's|was|very|really|be|not|most)$/.test(at(tokens, index - 1).word)
  if (!(opens || (closes && !copula && index > 0))) return null
  return found(opens ? index + 2 : index + 1, word === 'urgent' ? 'urgent' : 'high')
}

const tagPart = /^[\p{L}\p{N}\p{M}_/-]+$/u

/** "#home", "#work/urgent"; "#12" is a number, not a tag. */
export function matchTag(tokens: readonly Token[], index: number): Match<string> | null {
  const token = at(tokens, index)
  if (token.word !== '#' || token.opaque || !spaced(tokens, index)) return null
  let end = index + 1
  let tag = ''
  while (at(tokens, end).glued && tagPart.test(at(tokens, end).raw) && !at(tokens, end).opaque && tag.length <= 50) {
    tag += at(tokens, end).raw
    end++
  }
  const valid = /^[\p{L}\p{N}]/u.test(tag) && !/^\d+$/.test(tag) && tag.length <= 50
  return valid ? found(end, tag) : null
}

const before = new Set('before prior earlier beforehand ahead early'.split(' '))

/** "30 minutes before", "1 day in advance", "2h beforehand": minutes before the due time. */
export function matchLeadTime(tokens: readonly Token[], index: number): Match<number> | null {
  const start = /^(for|at|by|to)$/.test(at(tokens, index).word) ? index + 1 : index
  if (at(tokens, start).opaque) return null
  const length = matchLength(tokens, start)
  if (length === null) return null
  const { minutes, days, workdays, months } = length.value
  const word = at(tokens, length.end).word
  let end = length.end
  if (word === 'in' && at(tokens, end + 1).word === 'advance') end += 2
  else if (before.has(word)) {
    end++
    if (at(tokens, end).word === 'of' && at(tokens, end + 1).word === 'time') end += 2
  } else return null
  const total = minutes + (days + workdays) * 1440 + months * 30 * 1440
  return total > 366 * 1440 ? null : found(end, total)
}
