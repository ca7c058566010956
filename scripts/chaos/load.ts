import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type ApiClient, isTransient } from '../product/api-client.ts'

/** What the product has acknowledged to one user. */
export type Ledger = {
  api: ApiClient
  /** Task id by title; titles are unique to the call that created them. */
  created: Map<string, string>
  /** Tasks with a reminder that was to fire within seconds. */
  reminded: Set<string>
  /** Series whose first occurrence was completed. */
  completed: Set<string>
  /** Calls sent more than once, and how many of them the product had already carried out. */
  retried: number
  replayed: number
  /** Calls that were answered by an error, or not at all. */
  refused: number
}

export const emptyLedger = (api: ApiClient): Ledger => ({
  api,
  created: new Map(),
  reminded: new Set(),
  completed: new Set(),
  retried: 0,
  replayed: 0,
  refused: 0,
})

/** How soon reminders fall due, at the earliest and at the latest. */
const usualLead = { fromMs: 1_000, toMs: 8_000 }

/** Creates tasks with reminders due in seconds, and completes recurring ones, until `signal`. */
export async function createLoad(ledger: Ledger, signal: AbortSignal, lead = usualLead): Promise<void> {
  for (let count = 0; !signal.aborted; count++) {
    if (count % 3 === 0) await completeRecurring(ledger)
    else await createReminded(ledger, lead)
    await delay(randomInt(50, 250))
  }
}

async function createReminded(ledger: Ledger, { fromMs, toMs }: typeof usualLead): Promise<void> {
  const title = `remind ${randomUUID()}`
  const at = new Date(Date.now() + randomInt(fromMs, toMs)).toISOString()
  const mutationId = randomUUID()
  const task = { title, reminders: [{ kind: 'absolute' as const, at }] }
  const id = await acknowledged(ledger, () => ledger.api.tasks.create.mutate({ mutationId, task }))
  ledger.created.set(title, id)
  ledger.reminded.add(id)
}

async function completeRecurring(ledger: Ledger): Promise<void> {
  const title = `repeat ${randomUUID()}`
  const date = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const creation = randomUUID()
  const task = { title, timeZone: 'UTC', due: { date, time: '09:00' }, recurrence: { rule: 'FREQ=DAILY' } }
  const id = await acknowledged(ledger, () => ledger.api.tasks.create.mutate({ mutationId: creation, task }))
  ledger.created.set(title, id)
  const completion = randomUUID()
  await acknowledged(ledger, () => ledger.api.tasks.complete.mutate({ mutationId: completion, target: { id } }))
  ledger.completed.add(title)
}

type Change = { tasks: { id: string }[]; replayed?: boolean }

/** One in so many answers is taken for lost: the call was carried out, and is sent again all the same. */
const lostAnswerIn = 10

/** Repeats the call with its one mutation id until it is acknowledged; returns the id of the task it was about. */
async function acknowledged(ledger: Ledger, call: () => Promise<Change>): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { tasks, replayed } = await call()
      if (attempt === 1 && randomInt(lostAnswerIn) === 0) continue
      if (attempt > 1) ledger.retried++
      if (replayed) ledger.replayed++
      const [task] = tasks
      if (!task) throw new Error('a change that tells of no task')
      return task.id
    } catch (error) {
      if (!isTransient(error)) throw error
      ledger.refused++
      await delay(200)
    }
  }
}
