import type { PageFilter } from '../database/task-calls.ts'

type SearchTerms = Pick<PageFilter, 'text' | 'prefix'>

/**
 * How the database looks for a text: any part of title, notes or tags, or its words in any form. A single word of one or
 * two characters is part of too much, so it is looked for at the beginning of words. Empty for an empty search.
 */
export function searchTerms(search: string): SearchTerms {
  const text = search.replace(/\s+/g, ' ').trim()
  if (text === '') return {}
  const isShort = [...text].length < 3
  const [word] = text.match(/[\p{L}\p{N}]+/u) ?? []
  return isShort && word !== undefined ? { prefix: word } : { text }
}
