import { readFile } from 'node:fs/promises'
import type { Registry } from 'prom-client'
import type { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { type BudgetRow, budgetFileSchema } from '../../domain/operations.ts'
import { type Deployment, deploymentsSchema } from '../../domain/release.ts'
import type { Database } from '../database/client.ts'
import type { ConsumerState, DeadLetterSummary, EventState } from './event-state.ts'
import { type MetricsSummary, summarise } from './metrics-summary.ts'

export type PartHealth = { part: string; ok: boolean; detail: string | null }

export type Overview = {
  health: PartHealth[]
  /** Null where nobody answers that could tell. */
  events: { consumers: ConsumerState[]; deadLetters: DeadLetterSummary[] } | null
  outbox: { depth: number; oldestSeconds: number } | null
  metrics: MetricsSummary
  /** Newest first; empty where none are recorded. */
  deployments: (Omit<Deployment, 'release'> & { release: string; version: string })[]
  budget: BudgetRow[]
}

export type OperationsService = {
  /** Whether an account is named as an administrator's, and its address is confirmed. */
  isAdmin(userId: string): Promise<boolean>
  overview(): Promise<Overview>
  /** Delivers dead letters again; how many. */
  replay(which: string): Promise<number>
}

export type OperationsOptions = {
  database: Pick<Database, 'auth' | 'check' | 'system'>
  sidecar: { check(signal: AbortSignal): Promise<void> }
  events: EventState
  registry: Registry
  /** Addresses of those who may look, in lower case. */
  adminEmails: readonly string[]
  /** Files that a deployment leaves. */
  files: { releases?: string | undefined; budget?: string | undefined }
}

const listedDeadLetters = 50
const listedDeployments = 10

/** What an administrator sees and may do: the state of the parts, never what users have written. */
export function createOperations(options: OperationsOptions): OperationsService {
  const { database, sidecar, events, registry, adminEmails, files } = options
  return {
    async isAdmin(userId) {
      if (adminEmails.length === 0) return false
      const user = await database.auth.user.findUnique({
        where: { id: userId },
        select: { email: true, emailVerified: true },
      })
      return user?.emailVerified === true && adminEmails.includes(user.email.toLowerCase())
    },
    async overview() {
      const [consumers, deadLetters, outbox, metrics, deployments, budget, databaseHealth, sidecarHealth] =
        await Promise.all([
          events.consumers().catch(() => null),
          events.deadLetters(listedDeadLetters).catch(() => null),
          database.system.outboxBacklog().catch(() => null),
          summarise(registry),
          readRecord(files.releases, deploymentsSchema),
          readRecord(files.budget, budgetFileSchema),
          healthOf('Database', database.check()),
          healthOf('Sidecar of the server', sidecar.check(AbortSignal.timeout(3_000))),
        ])
      return {
        health: [databaseHealth, sidecarHealth, ...consumerHealth(consumers)],
        events: consumers === null ? null : { consumers, deadLetters: deadLetters ?? [] },
        outbox,
        metrics,
        deployments: deployments
          .toReversed()
          .slice(0, listedDeployments)
          .map(({ release, ...rest }) => ({ ...rest, release: release.id, version: release.version })),
        budget,
      }
    },
    async replay(which) {
      const count = await events.replay(which)
      if (count === 0 && which !== 'all') throw new AppError('not_found')
      return count
    },
  }
}

const healthOf = (part: string, check: Promise<unknown>): Promise<PartHealth> =>
  check.then(
    () => ({ part, ok: true, detail: null }),
    () => ({ part, ok: false, detail: 'does not answer' }),
  )

/** The broker answers or not; a consumer is there when a replica of it shares in the work. */
function consumerHealth(consumers: readonly ConsumerState[] | null): PartHealth[] {
  if (consumers === null) return [{ part: 'Events', ok: false, detail: 'nobody tells of them' }]
  const byConsumer = Map.groupBy(consumers, ({ consumer }) => consumer)
  return [
    { part: 'Events', ok: true, detail: null },
    ...[...byConsumer].map(([consumer, states]) => {
      const ok = states.some(({ members }) => members > 0)
      return { part: `Worker ${consumer}`, ok, detail: ok ? null : 'no replica of it is there' }
    }),
  ]
}

/** A record of the deployment; empty where there is none, or where it is not understood. */
async function readRecord<T>(file: string | undefined, schema: z.ZodType<T[]>): Promise<T[]> {
  if (file === undefined) return []
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return []
  }
}
