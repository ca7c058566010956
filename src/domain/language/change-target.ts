import { filterOf } from './filter.ts'
import type { Moment } from './piece.ts'
import type { LanguageContext } from './plan.ts'
import { isPluralNoun, isPointer, isTaskNoun, referenceOf } from './reference.ts'
import type { Found, Scan } from './scan.ts'
import type { Token } from './tokens.ts'

/** A clause that may change tasks. */
export type Input = { text: string; scan: Scan; now: Moment; context: LanguageContext }

export const has = (tokens: readonly Token[], test: (word: string) => boolean) =>
  tokens.some((token) => test(token.word) && !token.opaque)
export const tasky = (tokens: readonly Token[]) =>
  has(tokens, (word) => isTaskNoun(word) && word !== 'thing' && word !== 'event') ||
  has(tokens, isPointer) ||
  has(tokens, (word) => word === '#')

/** Which tasks some words and what was found around them mean. */
export function target(input: Input, tokens: readonly Token[], found: readonly Found[] = input.scan.found) {
  // "all completed tasks" names a status; "the done list" of one task does not.
  const rest = has(
    tokens,
    (word) => isPluralNoun(word) || word === 'everything' || word === 'all' || word === 'overdue',
  )
    ? tokens
    : []
  const { filter, used } = filterOf({ ...input.scan, found: [...found], rest }, input.now, input.context.timeZone)
  return referenceOf(
    input.text,
    tokens.filter((token) => !used.has(token)),
    filter,
  )
}
