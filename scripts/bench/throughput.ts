import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startChild } from './child.ts'
import { withClient } from './database.ts'
import type { LoadOrder, LoadResult } from './load-generator.ts'
import { cpuSeconds } from './process-statistics.ts'
import type { BenchProduct } from './product.ts'
import { profileDuring } from './profile.ts'
import type { RawOptions } from './raw-server.ts'
import { type Result, rounded } from './report.ts'
import { type LoadUser, rawStatements, type Scenario } from './scenarios.ts'
import { median, percentile, sum } from './statistics.ts'

const connections = 64
/** As many as the product's own pool has. */
const rawConnections = 16

export type ThroughputOptions = {
  product: BenchProduct
  /** URL of role todo_app in the database that the raw server writes to. */
  rawUrl: string
  users: LoadUser[]
  rounds: number
  seconds: number
}

type Comparison = { name: string; call: Scenario['call']; users: LoadUser[]; target: number | null }
type Sample = LoadResult & { perSecond: number; cpu: Record<string, number> }

export type Throughput = {
  compare(comparison: Comparison): Promise<Result>
  stop(): Promise<void>
}

/** Starts the raw server and the load generator, each a process of its own. */
export async function startThroughput({
  product,
  rawUrl,
  users,
  rounds,
  seconds,
}: ThroughputOptions): Promise<Throughput> {
  const raw = startChild<RawOptions, { port: number }>(new URL('raw-server.ts', import.meta.url))
  const load = startChild<LoadOrder, LoadResult>(new URL('load-generator.ts', import.meta.url))
  const statements = rawStatements(users[0]?.id ?? '')
  const { port: rawPort } = await raw.ask({ url: rawUrl, connections: rawConnections, statements })
  const ports = { ours: product.serverPort, raw: rawPort }
  const pids = { ...product.pids, sidecars: product.supervisor, 'raw server': raw.pid, 'load generator': load.pid }

  async function sample(scenario: Scenario, lasting: number): Promise<Sample> {
    await publishedEverything(product)
    const before = cpuSeconds(pids, product.postgresPid)
    const result = await load.ask({ scenario, port: ports[scenario.path], connections, seconds: lasting })
    const after = cpuSeconds(pids, product.postgresPid)
    const cpu = Object.entries(after).map(([name, used]) => [name, (used - (before[name] ?? 0)) / result.requests])
    return { ...result, perSecond: result.requests / result.seconds, cpu: Object.fromEntries(cpu) }
  }

  return {
    async compare({ name, call, users: own, target }) {
      const scenario = (path: Scenario['path']): Scenario => ({ call, path, users: own, origin: product.url })
      const samples: Record<Scenario['path'], Sample[]> = { raw: [], ours: [] }
      await sample(scenario('raw'), 1)
      await sample(scenario('ours'), 3)
      for (let round = 0; round < rounds; round++)
        for (const path of ['raw', 'ours'] as const) samples[path].push(await sample(scenario(path), seconds))
      const result = judge(name, target, samples)
      if (result.reached !== false) return result
      const profile = await profileDuring(
        { pid: product.pids.server, logFile: join(product.dataDir, 'logs', 'server.log') },
        () => sample(scenario('ours'), seconds),
      )
      return { ...result, limit: `${result.limit}; server ${profile}` }
    },
    stop: async () => void (await Promise.all([raw.stop(), load.stop()])),
  }
}

/** What one round leaves to be published must not burden the next. */
async function publishedEverything({ adminUrl }: BenchProduct): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    for (const deadline = Date.now() + 15_000; Date.now() < deadline; await delay(50)) {
      const { rows } = await admin.query('SELECT EXISTS (SELECT FROM app.outbox WHERE published_at IS NULL) AS waiting')
      if (!rows[0].waiting) return
    }
  })
}

function judge(name: string, target: number | null, { raw, ours }: Record<Scenario['path'], Sample[]>): Result {
  const ratios = ours.map(({ perSecond }, round) => perSecond / (raw[round]?.perSecond ?? Number.NaN))
  const ratio = median(ratios)
  const errors = sum(ours.map((each) => each.errors))
  const rawErrors = sum(raw.map((each) => each.errors))
  const firstError = [...ours, ...raw].find((each) => each.firstError !== null)?.firstError
  const p99 = percentile(
    ours.flatMap(({ latencies }) => latencies),
    0.99,
  )
  const rate = (samples: Sample[]): string => `${Math.round(median(samples.map(({ perSecond }) => perSecond)))}/s`
  return {
    name,
    value: `${rounded(ratio)} of raw, ${errors} errors`,
    target: target === null ? '' : `≥ ${target}, 0 errors`,
    reached: target === null ? null : ratio >= target && errors === 0,
    figures: [
      `ours ${rate(ours)}, raw ${rate(raw)}, rounds ${ratios.map((each) => rounded(each)).join(' ')}`,
      `p99 ${rounded(p99, 0)} ms`,
      ...(rawErrors > 0 ? [`raw errors ${rawErrors}`] : []),
      ...(firstError ? [`first error: ${firstError}`] : []),
    ].join(', '),
    limit: `CPU a request: ours ${cpuShares(ours)}; raw ${cpuShares(raw)}`,
  }
}

/** Milliseconds of CPU a request by process, the largest first. */
function cpuShares(samples: Sample[]): string {
  const names = Object.keys(samples[0]?.cpu ?? {})
  return names
    .map((name) => ({ name, ms: median(samples.map(({ cpu }) => (cpu[name] ?? 0) * 1_000)) }))
    .filter(({ ms }) => ms >= 0.01)
    .sort((a, b) => b.ms - a.ms)
    .map(({ name, ms }) => `${name} ${rounded(ms)} ms`)
    .join(', ')
}
