import { type Length, matchLength } from './amount.ts'
import { isEdge } from './context-words.ts'
import { found, type Match } from './piece.ts'
import type { Shift } from './plan.ts'
import { at, type Token } from './tokens.ts'

/** Which way verbs of moving go by themselves: "postpone it an hour", "bring it forward an hour". */
const directions: Record<string, 1 | -1> = {
  postpone: 1,
  delay: 1,
  push: 1,
  shift: 1,
  bump: 1,
  move: 1,
  extend: 1,
  defer: 1,
  reschedule: 1,
  pull: -1,
  bring: -1,
  advance: -1,
  prepone: -1,
}
const earlier = /^(earlier|sooner)$/
const later = /^(later|afterwards)$/

/** The sign of a verb of moving; 0 for verbs that move nothing unless the text says which way ("make it"). */
const directionOf = (verb: string): 1 | -1 | 0 => (Object.hasOwn(directions, verb) ? (directions[verb] ?? 0) : 0)

const signed = ({ minutes, days, workdays, months }: Length, sign: 1 | -1): Shift => ({
  minutes: sign * minutes,
  days: sign * days,
  workdays: sign * workdays,
  months: sign * months,
})

/** "back" and "out" are later; "up" and "forward" earlier, but "push it forward" is later. */
function particle(word: string, verb: 1 | -1 | 0): 1 | -1 | 0 {
  if (word === 'back' || word === 'out') return 1
  if (word === 'up' || word === 'ahead') return -1
  return word === 'forward' || word === 'forwards' ? (verb === 0 ? -1 : verb) : 0
}

/**
 * How far something is moved: "by 2 days", "back an hour", "30 minutes earlier", "to the day after", and after the verb
 * "add" "10 minutes to …".
 */
export function matchShift(tokens: readonly Token[], index: number, clauseVerb: string): Match<Shift> | null {
  const verb = directionOf(clauseVerb)
  if (at(tokens, index).opaque) return null
  const lead = at(tokens, index).word
  const turned = particle(lead, verb)
  let start = turned !== 0 || lead === 'by' || lead === 'to' || lead === 'for' ? index + 1 : index
  const by = at(tokens, start).word === 'by' || at(tokens, start - 1).word === 'by'
  if (at(tokens, start).word === 'by') start++
  const next = lead === 'to' || lead === 'until' ? matchNeighbour(tokens, start) : null
  if (next !== null) return next
  const length = matchLength(tokens, start)
  if (length === null) return null
  const after = at(tokens, length.end).word
  if (earlier.test(after))
    return closing(tokens, length.end + 1) ? found(length.end + 1, signed(length.value, -1)) : null
  if (later.test(after)) return closing(tokens, length.end + 1) ? found(length.end + 1, signed(length.value, 1)) : null
  const behind = particle(after, verb)
  if (behind !== 0 && closing(tokens, length.end + 1)) return found(length.end + 1, signed(length.value, behind))
  if (clauseVerb === 'add' && after === 'to') return found(length.end, signed(length.value, 1))
  const sign = turned !== 0 ? turned : verb
  const moves = turned !== 0 || by || (verb !== 0 && lead !== 'to' && lead !== 'for')
  return sign !== 0 && moves && index > 0 && closing(tokens, length.end)
    ? found(length.end, signed(length.value, sign))
    : null
}

const closing = (tokens: readonly Token[], index: number) =>
  isEdge(tokens, index) && !/^(in|on|at|from|before|after|to)$/.test(at(tokens, index).word)

/** "to the day after", "to the following week", "to the next day". */
function matchNeighbour(tokens: readonly Token[], index: number): Match<Shift> | null {
  if (at(tokens, index).word !== 'the') return null
  const word = at(tokens, index + 1).word
  const adjective = word === 'next' || word === 'following' || word === 'previous'
  const length = matchLength(
    [{ ...at(tokens, index), word: 'a', kind: 'word', opaque: false }, at(tokens, adjective ? index + 2 : index + 1)],
    0,
  )
  if (length === null || length.end < 2) return null
  if (adjective) {
    const day = at(tokens, index + 2).meaning.unit === 'day'
    if (!day && word === 'next') return null
    return closing(tokens, index + 3) ? found(index + 3, signed(length.value, word === 'previous' ? -1 : 1)) : null
  }
  const direction = at(tokens, index + 2).word
  if (!(direction === 'after' || direction === 'before') || !closing(tokens, index + 3)) return null
  return found(index + 3, signed(length.value, direction === 'after' ? 1 : -1))
}
