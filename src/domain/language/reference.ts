import type { TaskFilter } from '../task-input.ts'
import { matchDayNumber } from './month-day.ts'
import type { TaskReference } from './plan.ts'
import { textOf, trimTitle } from './title.ts'
import { at, type Token } from './tokens.ts'

const nouns = new Set(
  "reminder reminders alarm alarms alert alerts task tasks todo todos to-do notification notifications item items one ones thing things entry entries event events alarm's reminder's".split(
    ' ',
  ),
)
const plural = new Set('reminders alarms alerts tasks todos notifications items ones things entries events'.split(' '))
const fillers = new Set(
  "the a an my our your of for to about on in at from with set up that's i've have i created just please me now called named titled regarding scheduled set is are was will be go goes off currently already anymore any more only list".split(
    ' ',
  ),
)
const all = new Set('all every everything each both whole entire'.split(' '))
const singular = new Set("it this that one 'em".split(' '))
const several = new Set('them those these they'.split(' '))

const joins = new Set([',', 'and', '&', '+', 'or', '-', 'to', 'through'])

/** "the first two": as many positions from the first on. */
const firstFew = (tokens: readonly Token[]): number[] | null => {
  const start = at(tokens, 0).word === 'the' ? 1 : 0
  const { word, value, meaning } = at(tokens, start + 1)
  const count = meaning.cardinal ?? value
  if (at(tokens, start).word !== 'first' || word === 'one' || !(count > 0 && count <= 50)) return null
  const end = nouns.has(at(tokens, start + 2).word) ? start + 3 : start + 2
  return end === tokens.length ? Array.from({ length: count }, (_, index) => index + 1) : null
}

/** "2", "#3", "1 and 3", "2-4", "number 2", "the first one", "the third reminder". */
function matchPositions(tokens: readonly Token[]): number[] | null {
  const positions: number[] = []
  let ordinal = false
  let range = false
  for (let index = 0; index < tokens.length; ) {
    const token = at(tokens, index)
    if (token.word === '#' || /^(the|number|no|nr|task|tasks|reminder|item|items|numbers)$/.test(token.word)) index++
    else if (joins.has(token.word) && positions.length > 0) {
      range = token.word === '-' || token.word === 'to' || token.word === 'through'
      index++
    } else if (nouns.has(token.word) && positions.length > 0) index++
    else {
      const number = matchDayNumber(tokens, index)
      if (number === null || (token.kind === 'word' && !number.ordinal)) return null
      ordinal ||= number.ordinal
      const last = positions.at(-1)
      if (range && last !== undefined)
        for (let position = last + 1; position < number.value; position++) positions.push(position)
      positions.push(number.value)
      range = false
      index = number.end
    }
  }
  const named = tokens.some((token) => nouns.has(token.word) || token.word === '#')
  return positions.length === 0 || (ordinal && !named && tokens.length > 3 && positions.length < 2)
    ? null
    : [...new Set(positions)]
}

/** Which tasks some words mean; `filter` holds what dates, tags and priorities around them said. */
export function referenceOf(text: string, tokens: readonly Token[], filter: TaskFilter): TaskReference {
  const words = trimTitle(tokens, { strict: true })
  const positions = firstFew(words) ?? matchPositions(words)
  const filtered = Object.keys(filter).length > 0
  if (positions !== null && !filtered) return { by: 'position', positions }
  const everyOne = words.some((token) => all.has(token.word))
  const many = words.some((token) => plural.has(token.word))
  const pointing = words.some((token) => several.has(token.word))
  const name = nameOf(text, words)
  if (name !== '')
    return filtered || everyOne || many
      ? { by: 'filter', filter: { status: ['open'], ...filter, search: name.slice(0, 200) } }
      : { by: 'title', words: name }
  if (filtered) return { by: 'filter', filter: { status: ['open'], ...filter } }
  if (pointing) return { by: 'them' }
  if (everyOne || many)
    return words.some((token) => token.word === 'of') && !many
      ? { by: 'them' }
      : { by: 'filter', filter: { status: ['open'] } }
  return { by: 'it' }
}

/** The words that name a task, without articles, nouns such as "reminder" and pronouns. */
export function nameOf(text: string, tokens: readonly Token[]): string {
  let from = 0
  let to = tokens.length
  const empty = (token: Token) =>
    !token.opaque &&
    (token.kind === 'mark' ||
      fillers.has(token.word) ||
      nouns.has(token.word) ||
      all.has(token.word) ||
      singular.has(token.word) ||
      several.has(token.word) ||
      /^(last|next|current|latest|first|recent|upcoming|new|other|rest|recurring|repeating)$/.test(token.word))
  while (from < to && empty(at(tokens, from))) from++
  while (to > from && empty(at(tokens, to - 1))) to--
  const inner = tokens.slice(from, to)
  const noun = inner.findIndex((token) => nouns.has(token.word))
  // "the reminder to call mum": what stands after the noun names it; "dentist reminder for Anna": all but the noun.
  const kept = noun < 0 ? inner : inner.filter((token) => !nouns.has(token.word) || token.word === 'one')
  return textOf(text, kept).replace(/["“”]/g, '').trim()
}

export const isTaskNoun = (word: string): boolean => nouns.has(word)
export const isPluralNoun = (word: string): boolean => plural.has(word)
export const isPointer = (word: string): boolean => singular.has(word) || several.has(word)
