import { setTimeout as delay } from 'node:timers/promises'
import { apiClient } from '../product/api-client.ts'
import type { BenchProduct } from './product.ts'
import { createRandom } from './random.ts'
import { type Result, rounded } from './report.ts'
import type { LoadUser } from './scenarios.ts'
import { median, percentile } from './statistics.ts'

const targetMs = 150
const benched = { tabs: 10, changesPerSecond: 20 }

/**
 * One tab of each of several users listens by server-sent events, another changes tasks; both go through web, as browsers
 * do. A change's time runs from the start of its transaction, which the database's clock says, to its arrival at the
 * listening tab: a little more than from its commit.
 */
export async function benchLiveUpdates(product: BenchProduct, users: LoadUser[], seconds: number): Promise<Result> {
  const { latencies, missing } = await measureLiveUpdates(product.url, users, { ...benched, seconds })
  const p95 = percentile(latencies, 0.95)
  return {
    name: 'commit → other tab',
    value: `p95 ${rounded(p95, 0)} ms`,
    target: `≤ ${targetMs} ms`,
    reached: p95 <= targetMs && missing === 0 && latencies.length > 0,
    figures: `through web, ${benched.tabs} tabs, ${benched.changesPerSecond} changes/s: median ${rounded(median(latencies), 0)} ms, longest ${rounded(Math.max(...latencies), 0)} ms, ${latencies.length} arrived, ${missing} not`,
    limit: 'commit, wake-up, app.updates_since, server, sidecar and web one after the other',
  }
}

type Rate = { tabs: number; changesPerSecond: number; seconds: number }
type Session = Pick<LoadUser, 'cookie'>

/** Milliseconds from commit to arrival of each change, and how many never arrived. */
export async function measureLiveUpdates(
  url: string,
  users: readonly Session[],
  { tabs, ...rate }: Rate,
): Promise<{ latencies: number[]; missing: number }> {
  const ended = new AbortController()
  const arrivals = new Map<string, number>()
  const watched = users.slice(0, tabs)
  try {
    await Promise.all(watched.map((user) => openTab(url, user, { arrivals, signal: ended.signal })))
    const begun = await makeChanges(url, watched, rate)
    await delay(1_000)
    const latencies = begun.flatMap(({ id, at }) => {
      const arrived = arrivals.get(id)
      return arrived === undefined ? [] : [arrived - at]
    })
    return { latencies, missing: begun.length - latencies.length }
  } finally {
    ended.abort()
  }
}

type Tab = { arrivals: Map<string, number>; signal: AbortSignal }

/** Resolves when the stream is ready; then notes when each task was heard of first. */
export async function openTab(url: string, { cookie }: Session, { arrivals, signal }: Tab): Promise<void> {
  const response = await fetch(`${url}/api/trpc/live.updates?input=%7B%7D`, {
    headers: { cookie, accept: 'text/event-stream' },
    signal,
  })
  if (!response.ok || response.body === null) throw new Error(`live updates: ${response.status}`)
  const ready = Promise.withResolvers<void>()
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of body) {
      const at = performance.timeOrigin + performance.now()
      text += decoder.decode(chunk, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        if (event.includes('"type":"ready"')) ready.resolve()
        for (const [, id] of event.matchAll(/"id":"([0-9a-f-]{36})"/g))
          if (id !== undefined && !arrivals.has(id)) arrivals.set(id, at)
      }
    }
  }
  read(response.body).catch((error: unknown) => {
    if (!signal.aborted) ready.reject(error)
  })
  await ready.promise
}

/** Creates tasks at a steady rate, not in step with anything; each with when its transaction began. */
async function makeChanges(
  url: string,
  users: readonly Session[],
  { changesPerSecond, seconds }: Omit<Rate, 'tabs'>,
): Promise<{ id: string; at: number }[]> {
  const random = createRandom(4)
  const clients = users.map(({ cookie }) => apiClient(url, cookie))
  const changes: Promise<{ id: string; at: number }[]>[] = []
  for (let count = 0; count < seconds * changesPerSecond; count++) {
    const client = clients[count % clients.length]
    if (client === undefined) break
    const task = { title: `Change number ${count}` }
    changes.push(
      client.tasks.create
        .mutate({ mutationId: crypto.randomUUID(), task })
        .then(({ tasks }) => tasks.map(({ id, createdAt }) => ({ id, at: Date.parse(createdAt) }))),
    )
    await delay((random() * 2_000) / changesPerSecond)
  }
  return (await Promise.all(changes)).flat()
}
