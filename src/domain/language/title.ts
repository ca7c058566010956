import { politeClosing } from './frames.ts'
import type { Token } from './tokens.ts'

const leading = new Set(
  ", . : ; - – — ! ? to about that of for and & * • is it's then called named titled on".split(' '),
)
const trailing = new Set(', . : ; - – — ! ? & then please thanks pls plz thx'.split(' '))
/** Left hanging where the date after them was taken out. */
const hanging = new Set(
  'and or to at on by for from of the in starting that is with due repeat repeats repeating recurring recurs reoccurring'.split(
    ' ',
  ),
)

/** Without brackets that what was taken out left empty. */
export const withoutEmptyBrackets = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter(
    ({ word }, index) =>
      !(word === '(' && (tokens[index + 1]?.word === ')' || index === tokens.length - 1)) &&
      !(word === ')' && (tokens[index - 1]?.word === '(' || index === 0)),
  )

/** Text of some of a message's tokens in their order, as written; a removed piece leaves one space. */
export function textOf(text: string, tokens: readonly Token[]): string {
  let result = ''
  let previous: Token | null = null
  for (const token of tokens) {
    if (previous !== null) {
      const between = text.slice(previous.end, token.start)
      result += between.trim() === '' ? (between === '' ? '' : ' ') : ' '
    }
    result += text.slice(token.start, token.end)
    previous = token
  }
  return result
}

/** The tokens without connecting words and marks at their ends that a removed date left behind. */
export function trimTitle(
  tokens: readonly Token[],
  options: { strict?: boolean; dateFollows?: boolean } = {},
): readonly Token[] {
  let from = 0
  let to = tokens.length
  const last = () => tokens[to - 1]
  const first = () => tokens[from]
  const isOpening = (token: Token | undefined) =>
    token !== undefined &&
    !token.opaque &&
    (options.strict ? token.kind === 'mark' && /^[,.:;!?–—•*-]$/.test(token.word) : leading.has(token.word))
  const isClosing = (token: Token | undefined) =>
    token !== undefined &&
    !token.opaque &&
    (trailing.has(token.word) ||
      politeClosing.has(token.word) ||
      token.kind === 'break' ||
      (options.dateFollows === true && hanging.has(token.word)))
  while (from < to && (isOpening(first()) || first()?.kind === 'break')) from++
  while (to > from && isClosing(last())) to--
  return tokens.slice(from, to)
}

const quotes = /^(["'“‘*`]+)\s*(.*?)\s*["'”’*`]+$/su

/** A title without quotation marks around the whole of it. */
export function unquote(title: string): string {
  const match = quotes.exec(title)
  const inner = match?.[2]
  return inner === undefined || inner === '' || /["“”]/.test(inner) ? title : inner
}
