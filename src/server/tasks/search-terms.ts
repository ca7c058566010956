import type { PageFilter } from '../database/task-calls.ts'

type SearchTerms = Pick<PageFilter, 'substring' | 'words' | 'prefix'>

/**
 * How the database looks for a text: any part of title, notes or tags, or its words in any form. Fewer than three
 * characters have no trigrams to look up, so they match beginnings of words. Empty for an empty search.
 */
export function searchTerms(search: string): SearchTerms {
  const text = search.replace(/\s+/g, ' ').trim()
  if (text === '') return {}
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  if ([...text].length < 3 && words.length > 0)
    return { prefix: words.map((word) => `'${word.toLowerCase()}':*`).join(' & ') }
  return { substring: `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`, words: text }
}
