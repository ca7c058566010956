import { limits } from '../../domain/limits.ts'
import type { Task, TaskStatus } from '../../domain/task.ts'
import { normalizedTitle, similarity } from './similarity.ts'

/** Tasks with one of these statuses that a search finds, or the newest ones without a search. */
export type SearchTasks = (query: { status: readonly TaskStatus[]; search?: string; limit: number }) => Promise<Task[]>

/**
 * `exact`: these are meant. `similar`: nothing matched, these come close, best first; never to be acted on unasked.
 * More than one exact match is for the user to tell apart.
 */
export type TitleMatch = { exact: Task[]; similar: Task[] }

const mostMatches = 50
const newestCompared = 200
const closeEnough = 0.35
const mostSimilar = 3

/** Finds the task that words of a title mean: the same title, else all the words in titles, else something close. */
export async function findByTitle(
  search: SearchTasks,
  words: string,
  status: readonly TaskStatus[],
): Promise<TitleMatch> {
  const wanted = normalizedTitle(words)
  const queries = [...new Set([wanted, words.trim().toLowerCase()])].filter((query) => query !== '')
  const found = await searchEach(search, queries, status)
  const same = found.filter(({ title }) => normalizedTitle(title) === wanted)
  if (same.length > 0) return { exact: same, similar: [] }
  const inTitle = found.filter(({ title }) => holdsWords(normalizedTitle(title), wanted))
  if (inTitle.length > 0) return { exact: inTitle, similar: [] }
  // Whole-text matches that are not in the title (in notes, tags or another form of the word) are offered, not taken.
  const candidates = [...found, ...(await comparable(search, wanted, status))]
  return { exact: [], similar: closest(candidates, wanted, new Set(found.map(({ id }) => id))) }
}

function holdsWords(title: string, wanted: string): boolean {
  const words = title.split(' ')
  // A beginning counts from three letters on: "rep" may mean the report, "a" does not mean everything with an a.
  const means = (word: string) => words.some((own) => own === word || (word.length >= 3 && own.startsWith(word)))
  return wanted !== '' && wanted.split(' ').every(means)
}

async function searchEach(
  search: SearchTasks,
  queries: readonly string[],
  status: readonly TaskStatus[],
): Promise<Task[]> {
  const pages = await Promise.all(
    queries.map((query) => search({ status, search: query.slice(0, limits.searchLength), limit: mostMatches })),
  )
  return distinct(pages.flat())
}

/** Tasks that share one of the longest words, and the newest ones, where a misspelt word would be. */
async function comparable(search: SearchTasks, wanted: string, status: readonly TaskStatus[]): Promise<Task[]> {
  const words = wanted
    .split(' ')
    .filter((word) => word.length > 3)
    .sort((a, b) => b.length - a.length)
    .slice(0, 3)
  const [byWord, newest] = await Promise.all([
    searchEach(search, words, status),
    search({ status, limit: newestCompared }),
  ])
  return [...byWord, ...newest]
}

function closest(candidates: readonly Task[], wanted: string, found: ReadonlySet<string>): Task[] {
  return distinct(candidates)
    .map((task) => ({ task, score: similarity(normalizedTitle(task.title), wanted) + (found.has(task.id) ? 1 : 0) }))
    .filter(({ score }) => score >= closeEnough)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostSimilar)
    .map(({ task }) => task)
}

const distinct = (tasks: readonly Task[]): Task[] => [...new Map(tasks.map((task) => [task.id, task])).values()]
