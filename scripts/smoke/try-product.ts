import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { openTab } from '../bench/live-updates.ts'
import { type Criterion, judge, type Seen, wanted } from './criteria.ts'
import { type Visitor, visit } from './visitor.ts'

/** Long enough that it is not taken for one already past. */
const reminderLeadMs = 5_000
const trafficPauseMs = 100

export type TryOptions = {
  url: string
  account?: { email: string; password: string }
  say: (line: string) => void
}

/**
 * Uses the product at `url` as somebody would: signs in, keeps a page open, creates a task with a reminder, waits for
 * the notification, asks for tasks meanwhile, and clears away what it made.
 */
export async function tryProduct({ url, account, say }: TryOptions): Promise<Criterion[]> {
  let visitor: Visitor
  try {
    await requirePage(url)
    visitor = await visit(url, account)
  } catch (error) {
    return [{ what: 'somebody can sign in', met: false, figure: reasonOf(error) }]
  }
  say(`Signed in as ${visitor.who}.`)
  const signedIn = { what: 'somebody can sign in', met: true, figure: visitor.who }
  try {
    return [signedIn, ...judge(await use(url, visitor))]
  } catch (error) {
    return [signedIn, { what: 'a task can be created', met: false, figure: reasonOf(error) }]
  } finally {
    await visitor.leave().catch((error: unknown) => say(`What was made for this stays: ${reasonOf(error)}`))
  }
}

async function requirePage(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(15_000) })
  const text = await response.text()
  if (!response.ok || !/<html/i.test(text)) throw new Error(`the page answers ${response.status}`)
}

async function use(url: string, { cookie, api }: Visitor): Promise<Seen> {
  const over = new AbortController()
  const arrivals = new Map<string, number>()
  await openTab(url, { cookie }, { arrivals, signal: over.signal })
  const traffic = keepAsking(() => api.tasks.list.query({}), over.signal)
  try {
    const at = new Date(Date.now() + reminderLeadMs).toISOString()
    const task = { title: 'Smoke test', reminders: [{ kind: 'absolute' as const, at }] }
    const { tasks } = await api.tasks.create.mutate({ mutationId: randomUUID(), task })
    const created = tasks[0]
    if (!created) throw new Error('a change that tells of no task')
    const sent = performance.timeOrigin + performance.now()
    const arrived = await until(wanted.eventLagMs, () => arrivals.get(created.id))
    const late = await until(reminderLeadMs + wanted.reminderLatenessMs, async () => {
      const { items } = await api.notifications.list.query({ unreadOnly: false, limit: 30 })
      const found = items.find((item) => item.tasks.some(({ taskId }) => taskId === created.id))
      return found && Date.parse(found.createdAt) - Date.parse(found.fireAt)
    })
    await api.tasks.delete.mutate({ mutationId: randomUUID(), target: { id: created.id } })
    over.abort()
    // It may have arrived before the answer to who made the change.
    const eventLagMs = arrived === undefined ? undefined : Math.max(0, arrived - sent)
    return { eventLagMs, reminderLatenessMs: late, ...(await traffic) }
  } finally {
    over.abort()
  }
}

/** Asks again and again until `signal`; how long each answer took, and what failed ones said. */
async function keepAsking(ask: () => Promise<unknown>, signal: AbortSignal) {
  const requestsMs: number[] = []
  const failures: string[] = []
  while (!signal.aborted) {
    const start = performance.now()
    try {
      await ask()
      requestsMs.push(performance.now() - start)
    } catch (error) {
      failures.push(reasonOf(error))
    }
    await delay(trafficPauseMs)
  }
  return { requestsMs, failures }
}

/** What `look` finds first; undefined where it finds nothing within `limitMs`. A look that fails found nothing. */
async function until<T>(limitMs: number, look: () => T | undefined | Promise<T | undefined>): Promise<T | undefined> {
  for (const end = Date.now() + limitMs; Date.now() < end; await delay(200)) {
    const found = await Promise.resolve(look()).catch(() => undefined)
    if (found !== undefined) return found
  }
  return undefined
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
