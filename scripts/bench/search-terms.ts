import type pg from 'pg'
import { createRandom, pick, pickIndex, type Random } from './random.ts'
import { tagNames } from './vocabulary.ts'

export const searchKinds = [
  'common word',
  'rare word',
  'number',
  'two words',
  'part of a word',
  'one or two letters',
  'tag',
  'word and tag',
  'nothing found',
] as const
export type SearchKind = (typeof searchKinds)[number]
/** `query` is an input of tasks.list. */
export type Search = { kind: SearchKind; query: object }

/** `perKind` different searches of each kind, in random order; words, parts and numbers are some that the user has. */
export async function makeSearches(
  admin: pg.Client,
  { userId, vocabulary, perKind }: { userId: string; vocabulary: readonly string[]; perKind: number },
): Promise<Search[]> {
  const random = createRandom(3)
  const { rows } = await admin.query<{ title: string }>(
    'SELECT title FROM app.task WHERE user_id = $1 ORDER BY id LIMIT 2000',
    [userId],
  )
  const titles = rows.map(({ title }) => title)
  const searches = searchKinds.flatMap((kind) =>
    Array.from({ length: perKind }, (_, n) => ({
      kind,
      query: { ...view(random), filter: { ...(random() < 0.8 ? { status: ['open'] } : {}), ...filterOf(kind, n) } },
    })),
  )
  return searches.sort(() => random() - 0.5)

  function filterOf(kind: SearchKind, n: number): object {
    const words = pick(random, titles).split(' ')
    const word = words.find((each) => each.length >= 5 && Number.isNaN(Number(each))) ?? 'call'
    switch (kind) {
      case 'common word':
        return { search: vocabulary[n % 80] }
      case 'rare word':
        return { search: word }
      case 'number':
        return {
          search: pick(
            random,
            titles.filter((title) => /\d+$/.test(title)),
          ).replace(/^.* /, ''),
        }
      case 'two words':
        return { search: `${pick(random, words)} ${pick(random, words)}` }
      case 'part of a word':
        return { search: partOf(random, word) }
      case 'one or two letters':
        return { search: pick(random, words).slice(0, 1 + (n % 2)) }
      case 'tag':
        return n % 2 === 0
          ? { tagsAny: [pick(random, tagNames), pick(random, tagNames)] }
          : { tagsAll: [pick(random, tagNames)] }
      case 'word and tag':
        return { search: vocabulary[n % 300], tagsAny: [pick(random, tagNames)] }
      case 'nothing found':
        return { search: `${word} zzyzx${n}` }
    }
  }
}

function partOf(random: Random, word: string): string {
  const start = pickIndex(random, word.length - 2)
  return word.slice(start, start + 3 + pickIndex(random, 3))
}

const view = (random: Random): object => ({
  sort: pick(random, ['due', 'due', 'priority', 'created', 'title']),
  direction: pick(random, ['asc', 'desc']),
  limit: 50,
})
