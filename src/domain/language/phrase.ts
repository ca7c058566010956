import { at, type Token } from './tokens.ts'

/**
 * A phrase as it is written in the tables: words in order, `a|b` for one of several, `(a b|c)` for groups, `?` after
 * a word or group that may be absent: `set|make (up)? (a|an|the)? reminder (to|about)?`.
 */
export type Phrase = (words: Words) => number

/** Lower-case words of some tokens, joined by spaces, and where each token begins in that text. */
export type Words = { text: string; tokens: readonly Token[] }

export const toWords = (tokens: readonly Token[]): Words => ({
  text: tokens.map((token) => token.word).join(' '),
  tokens,
})

/** Compiles a phrase; it answers how many tokens at the start of some words it covers, 0 for none. */
export function phrase(pattern: string): Phrase {
  const expression = new RegExp(`^${expressionOf(pattern, escaped)}(?= |$)`, 'u')
  return ({ text }) => {
    const match = expression.exec(text)
    if (match === null || match[0] === '') return 0
    let count = 1
    for (const character of match[0]) if (character === ' ') count++
    return count
  }
}

/** Compiles several phrases into one that takes the longest match. */
export function phrases(patterns: readonly string[]): Phrase {
  const all = patterns.map(phrase)
  return (words) => {
    let longest = 0
    for (const each of all) longest = Math.max(longest, each(words))
    return longest
  }
}

export const escaped = (word: string): string => word.replace(/[.*+?^$[\]{}()\\]/g, '\\$&')

/**
 * A phrase as a regular expression of words joined by spaces; `toWord` says what a single word of it matches. Every
 * word carries the space before it, so that an absent one leaves none behind.
 */
export function expressionOf(sequence: string, toWord: (word: string) => string): string {
  const toElement = (element: string): string => {
    const optional = element.endsWith('?') && element !== '?'
    const core = optional ? element.slice(0, -1) : element
    const options = split(core, '|').flatMap((option) =>
      option.startsWith('(')
        ? split(option.slice(1, -1), '|').map((inner) => expressionOf(inner, toWord))
        : [`(?:^| )${toWord(option)}`],
    )
    return `(?:${options.join('|')})${optional ? '?' : ''}`
  }
  return split(sequence, ' ').map(toElement).join('')
}

/** Splits at a separator outside parentheses. */
export function split(text: string, separator: ' ' | '|'): string[] {
  const pieces: string[] = []
  let depth = 0
  let start = 0
  for (let index = 0; index <= text.length; index++) {
    const character = text[index]
    if (character === '(') depth++
    else if (character === ')') depth--
    if (index === text.length || (depth === 0 && character === separator)) {
      if (index > start) pieces.push(text.slice(start, index))
      start = index + 1
    }
  }
  return pieces
}

/** Words of the tokens from `start` on. */
export const wordsFrom = ({ tokens }: Words, start: number): Words => toWords(tokens.slice(start))

export const wordAt = (words: Words, index: number): string => at(words.tokens, index).word
