import type { Part } from './lexicon.ts'
import { found, type Match } from './piece.ts'
import { at, type Token } from './tokens.ts'

/** Longer lists than any real one would make the search quadratic. */
export const longestList = 31
export const joins = new Set([',', 'and', '&', '/', 'or', '+'])

/** Lists written as one word. */
const shortLists: Record<string, readonly number[]> = {
  mwf: [1, 3, 5],
  mtwtf: [1, 2, 3, 4, 5],
  tth: [2, 4],
  tuth: [2, 4],
}

/** A list such as "monday, wednesday and friday", "Monday through Friday", "sat/sun". */
export function matchWeekdays(tokens: readonly Token[], index: number): (Match<number[]> & { plural: boolean }) | null {
  const first = at(tokens, index)
  const short = Object.hasOwn(shortLists, first.word) && !first.opaque ? shortLists[first.word] : undefined
  if (short !== undefined) return { end: index + 1, value: [...short], plural: true }
  if (first.meaning.weekday === undefined || first.opaque) return null
  const days = [first.meaning.weekday]
  let plural = isPlural(tokens, index)
  let end = index + 1
  while (days.length < longestList) {
    const join = at(tokens, end)
    const beside = join.meaning.weekday !== undefined && !join.opaque
    let next = beside ? end : end + 1
    const range = /^(-|–|to|thru|through|until|till)$/.test(join.word)
    if (!range && !beside && !joins.has(join.word)) break
    while (joins.has(at(tokens, next).word) || at(tokens, next).word === 'on' || at(tokens, next).word === 'every')
      next++
    const { weekday } = at(tokens, next).meaning
    if (weekday === undefined) break
    const last = days.at(-1) ?? weekday
    if (range && weekday !== last) for (let day = (last % 7) + 1; day !== weekday; day = (day % 7) + 1) days.push(day)
    days.push(weekday)
    plural ||= range || isPlural(tokens, next)
    end = next + 1
  }
  return { end, value: [...new Set(days)], plural }
}

/** "Thursday's at noon" is written for "Thursdays"; "Thursday's meeting" is not. */
const isPlural = (tokens: readonly Token[], index: number): boolean =>
  at(tokens, index).meaning.plural === true ||
  (at(tokens, index).possessive && /^(at|and|,|from|)$/.test(at(tokens, index + 1).word))

export const partAt = (tokens: readonly Token[], index: number): Match<Part> | null => {
  const { part } = at(tokens, index).meaning
  return part === undefined || at(tokens, index).opaque ? null : found(index + 1, part)
}
