import { type Lexeme, meaningOf, noMeaning, respell } from './lexicon.ts'
import type { TextRange } from './plan.ts'

/** A piece of the message. `start` and `end` are character offsets, so what is understood can be shown in place. */
export type Token = {
  kind: 'word' | 'number' | 'mark' | 'break'
  /** Lower case, straight apostrophes, known misspellings of date words put right. */
  word: string
  /** The same in lower case as it was written. */
  raw: string
  start: number
  end: number
  /** No white space between it and the token before. */
  glued: boolean
  /** Value of a run of digits, NaN for other tokens. */
  value: number
  /** How many digits a number was written with. */
  digits: number
  meaning: Lexeme
  /** Written with 's: "tomorrow's". */
  possessive: boolean
  /** End without that 's. */
  stem: number
  /** Inside quotation marks, a link or an address: never read as a date, tag or priority. */
  opaque: boolean
}

const piece =
  /(\r\n|[\n\r])|2(?:moro|morrow|morow|mrw|mrow|mro|moz|day|nite|night)(?![\p{L}\p{N}])|(\d+)|w\/(?=\s|$)|week-ends?(?![\p{L}\p{N}-])|to-dos?(?![\p{L}\p{N}-])|\p{L}[\p{L}\p{M}]*(?:[ ]?['’][ ]?(?:s|t|m|d|ll|re|ve|clock)(?!\p{L}))?|[^\s]/gisu
const longestNumber = 8
const relativeWords = new Set(['today', 'tomorrow', 'yesterday', 'tonight'])

/** Splits a message into words, numbers, single marks and line breaks, in linear time; `ignored` ranges are opaque. */
export function tokenize(text: string, ignored: readonly TextRange[] = []): Token[] {
  const tokens: Token[] = []
  let before = -1
  for (const match of text.matchAll(piece)) {
    const start = match.index
    const end = start + match[0].length
    tokens.push(toToken(match, start, before === start))
    before = end
  }
  for (const [start, end] of protectedRanges(text)) markOpaque(tokens, start, end)
  for (const { start, end } of ignored) markOpaque(tokens, start, end)
  return tokens
}

function toToken(match: RegExpExecArray, start: number, glued: boolean): Token {
  const raw = match[0]
  const base = {
    raw: raw.toLowerCase(),
    start,
    end: start + raw.length,
    glued,
    value: Number.NaN,
    digits: 0,
    meaning: noMeaning,
    possessive: false,
    stem: start + raw.length,
    opaque: false,
  }
  if (match[1] !== undefined) return { ...base, kind: 'break', word: '\n' }
  if (match[2] !== undefined) {
    if (raw.length > longestNumber) return { ...base, kind: 'word', word: raw, opaque: true }
    return { ...base, kind: 'number', word: raw, value: Number(raw), digits: raw.length }
  }
  const lower = raw.toLowerCase().replace('’', "'").replaceAll(' ', '')
  if (!/[\p{L}\d]/u.test(lower)) return { ...base, kind: 'mark', word: lower === '’' ? "'" : lower }
  if (lower.endsWith("'s")) {
    const owner = respell(lower.slice(0, -2))
    const meaning = meaningOf(owner)
    if (meaning !== noMeaning || relativeWords.has(owner))
      return { ...base, kind: 'word', word: owner, meaning, possessive: true, stem: start + lower.length - 2 }
  }
  const word = respell(lower)
  return { ...base, kind: 'word', word, meaning: meaningOf(word) }
}

/** Ranges of quoted text, links and e-mail addresses, in order. */
function protectedRanges(text: string): [number, number][] {
  const ranges: [number, number][] = []
  for (const match of text.matchAll(/["“]([^"“”\n]{1,300})["”]/g))
    ranges.push([match.index, match.index + match[0].length])
  for (const match of text.matchAll(/\S+/g)) {
    const chunk = match[0]
    const at = chunk.indexOf('@')
    if (chunk.includes('://') || chunk.startsWith('www.') || (at > 0 && chunk.indexOf('.', at) > at)) {
      ranges.push([match.index, match.index + chunk.length])
    }
  }
  return ranges.sort((a, b) => a[0] - b[0])
}

function markOpaque(tokens: Token[], start: number, end: number): void {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.start ?? 0) < start) low = middle + 1
    else high = middle
  }
  for (let index = low; index < tokens.length; index++) {
    const token = tokens[index]
    if (token === undefined || token.start >= end) return
    token.opaque = true
    token.meaning = noMeaning
  }
}

const nothing: Token = {
  kind: 'break',
  word: '',
  raw: '',
  start: 0,
  end: 0,
  glued: false,
  value: Number.NaN,
  digits: 0,
  meaning: noMeaning,
  possessive: false,
  stem: 0,
  opaque: true,
}

/** The token at `index`, or an empty one outside the text: grammar pieces need no bounds checks. */
export const at = (tokens: readonly Token[], index: number): Token => tokens[index] ?? nothing
