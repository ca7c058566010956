import type pg from 'pg'
import { type BenchDatabase, prepared, withClient } from './database.ts'
import { type Result, rounded } from './report.ts'
import type { Seeded } from './seed.ts'
import { createStatement, listStatement, type Statement } from './statements.ts'
import { median, sum } from './statistics.ts'

const target = 0.8
const exempt = 'todo_bench_exempt'
const password = 'bench'

type Case = { name: string; calls: number; statement: (userId: string) => Statement }
const cases: readonly Case[] = [
  {
    name: 'create',
    calls: 40,
    statement: (userId) => createStatement(userId, { title: 'Water the plants', tags: ['home'] }),
  },
  { name: 'list of 50', calls: 20, statement: (userId) => listStatement(userId, { filter: { status: ['open'] } }) },
  { name: 'search', calls: 20, statement: (userId) => listStatement(userId, { filter: { search: 'plants' } }) },
]

/**
 * The product's functions on the same rows by two roles: todo_app, bound by the policies, and one with the same rights
 * that is exempt from them (BYPASSRLS, member of todo_app). Calls alternate between one connection of each, so that both
 * meet the same moments; a round's ratio is time without policies by time with them.
 */
export async function benchRowLevelSecurity(database: BenchDatabase, seeded: Seeded, rounds: number): Promise<Result> {
  const exemptUrl = await createExemptRole(database)
  try {
    const measured = await withClient(database.appUrl, (bound) =>
      withClient(exemptUrl, async (free) => {
        const results: { name: string; ratio: number; boundMs: number; freeMs: number }[] = []
        for (const each of cases) {
          // Not flushing: waiting for the disk would hide what the policies cost.
          for (const client of [bound, free]) await client.query('SET synchronous_commit = off')
          const users = seeded.lightUsers
          await round(bound, free, { ...each, users })
          const times = []
          for (let count = 0; count < rounds; count++) times.push(await round(bound, free, { ...each, users }))
          const ratio = median(times.map(({ boundMs, freeMs }) => freeMs / boundMs))
          results.push({
            name: each.name,
            ratio,
            boundMs: median(times.map((t) => t.boundMs)),
            freeMs: median(times.map((t) => t.freeMs)),
          })
        }
        return results
      }),
    )
    const lowest = measured.reduce((low, each) => (each.ratio < low.ratio ? each : low))
    return {
      name: 'row-level security',
      value: `${rounded(lowest.ratio)} of without (${lowest.name})`,
      target: `≥ ${target}`,
      reached: lowest.ratio >= target,
      figures: measured
        .map(
          ({ name, ratio, boundMs, freeMs }) => `${name} ${rounded(ratio)} (${rounded(freeMs)}/${rounded(boundMs)} ms)`,
        )
        .join(' · '),
      limit: `the policies' share of ${lowest.name}: ${rounded(lowest.boundMs - lowest.freeMs)} ms of ${rounded(lowest.boundMs)} ms a call`,
    }
  } finally {
    await withClient(database.adminUrl, (admin) => admin.query(`DROP ROLE IF EXISTS ${exempt}`))
  }
}

async function createExemptRole({ adminUrl, appUrl }: BenchDatabase): Promise<string> {
  await withClient(adminUrl, (admin) =>
    admin.query(
      `DROP ROLE IF EXISTS ${exempt}; CREATE ROLE ${exempt} LOGIN BYPASSRLS INHERIT PASSWORD '${password}' IN ROLE todo_app`,
    ),
  )
  const url = new URL(appUrl)
  url.username = exempt
  url.password = password
  return url.href
}

type Round = Case & { users: readonly string[] }

/** Mean milliseconds a call by either role. */
async function round(
  bound: pg.Client,
  free: pg.Client,
  { calls, users, statement }: Round,
): Promise<{ boundMs: number; freeMs: number }> {
  const boundTimes: number[] = []
  const freeTimes: number[] = []
  for (let call = 0; call < calls; call++) {
    const userId = users[call % users.length] ?? ''
    const turns = [() => time(bound, statement(userId), boundTimes), () => time(free, statement(userId), freeTimes)]
    for (const turn of call % 2 === 0 ? turns : turns.reverse()) await turn()
  }
  return { boundMs: sum(boundTimes) / calls, freeMs: sum(freeTimes) / calls }
}

async function time(client: pg.Client, statement: Statement, times: number[]): Promise<void> {
  const query = prepared(statement)
  const start = performance.now()
  await client.query(query)
  times.push(performance.now() - start)
}
