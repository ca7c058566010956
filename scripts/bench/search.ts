import type pg from 'pg'
import { type BenchDatabase, prepared, withClient } from './database.ts'
import { type Result, rounded } from './report.ts'
import { makeSearches, type Search, searchKinds } from './search-terms.ts'
import type { Seeded } from './seed.ts'
import { listStatement } from './statements.ts'
import { median, percentile } from './statistics.ts'

const targetMs = 15
const warmUps = 60

type Timed = Search & { milliseconds: number }

/** Times app.list_tasks for searches of many kinds on a connection of role todo_app, one after the other. */
export async function benchSearch(database: BenchDatabase, seeded: Seeded, perKind: number): Promise<Result> {
  const { heavyUser: userId, vocabulary } = seeded
  const searches = await withClient(database.adminUrl, (admin) => makeSearches(admin, { userId, vocabulary, perKind }))
  const timed = await withClient(database.appUrl, async (client) => {
    for (const search of searches.slice(0, warmUps)) await time(client, userId, search)
    const results: Timed[] = []
    for (const search of searches) results.push(await time(client, userId, search))
    return results
  })
  const all = timed.map(({ milliseconds }) => milliseconds)
  const p99 = percentile(all, 0.99)
  const slowest = slowestKind(timed)
  return {
    name: 'search',
    value: `p99 ${rounded(p99, 1)} ms`,
    target: `≤ ${targetMs} ms`,
    reached: p99 <= targetMs,
    figures: `${all.length} searches: median ${rounded(median(all), 1)} ms, longest ${rounded(Math.max(...all), 1)} ms (${slowest.kind})`,
    limit: searchKinds.map((kind) => `${kind} ${kindFigures(timed, kind)}`).join(' · '),
  }
}

async function time(client: pg.Client, userId: string, search: Search): Promise<Timed> {
  const statement = prepared(listStatement(userId, search.query))
  const start = performance.now()
  await client.query(statement)
  return { ...search, milliseconds: performance.now() - start }
}

const slowestKind = (timed: readonly Timed[]): Timed =>
  timed.reduce((slowest, each) => (each.milliseconds > slowest.milliseconds ? each : slowest))

function kindFigures(timed: readonly Timed[], kind: string): string {
  const own = timed.filter((each) => each.kind === kind).map(({ milliseconds }) => milliseconds)
  return `${rounded(median(own), 1)}/${rounded(percentile(own, 0.99), 1)} ms`
}
