import { politeClosing, politeOpening } from './frames.ts'
import { toWords } from './phrase.ts'
import { at, type Token } from './tokens.ts'

/** Without what politeness puts around a request. */
export function withoutCourtesy(tokens: readonly Token[]): readonly Token[] {
  let from = 0
  let to = tokens.length
  for (let rounds = 0; rounds < 6; rounds++) {
    const length = politeOpening(toWords(tokens.slice(from, from + 12)))
    if (length === 0 || from + length >= to) break
    from += length
  }
  while (to > from && politeClosing.has(at(tokens, to - 1).word) && !at(tokens, to - 1).opaque) to--
  return tokens.slice(from, to)
}
