import { currentTrace } from '../../process/trace.ts'
import { type CommitSignal, createCommitSignal } from './commit-signal.ts'
import { toDatabaseError } from './errors.ts'
import { Prisma } from './generated/client.ts'
import { openPool, type PrismaClient, type Transaction } from './prisma.ts'
import { missingMigrations } from './schema-level.ts'
import { createSystemCalls, type SystemCalls } from './system-calls.ts'
import { createTaskCalls, type TaskCalls } from './task-calls.ts'

export type DatabaseOptions = {
  /** URLs of the roles todo_app, todo_auth and todo_system. */
  urls: { app: string; auth: string; system: string }
  /** Connections for users' requests; the other roles get a few of their own. */
  poolSize: number
}

export type PoolState = { pool: string; used: number; idle: number; waiting: number }

export type Database = {
  /** The functions of the write path and the reads beside them: one round trip each. */
  tasks: TaskCalls
  /** The narrow functions of role todo_system. */
  system: SystemCalls
  /** Role todo_auth: identity tables alone. */
  auth: PrismaClient
  commits: CommitSignal
  /**
   * Runs `work` in a transaction bound to one user: row-level security shows it that user's rows alone.
   * Errors are AppErrors. For changes see `changeAsUser`.
   */
  withUser<T>(userId: string, work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Resolves when the database answers. */
  check(): Promise<void>
  /** The migrations of this build that the database lacks; rejects where it has none. */
  missingMigrations(): Promise<string[]>
  /** Connections of each role's pool at this moment. */
  connections(): PoolState[]
  close(): Promise<void>
}

/** Connections open with the first call; nothing here waits for the database. */
export function openDatabase({ urls, poolSize }: DatabaseOptions): Database {
  const pools = {
    app: openPool({ url: urls.app, poolSize, application: 'todo-server' }),
    auth: openPool({ url: urls.auth, poolSize: Math.max(2, Math.ceil(poolSize / 2)), application: 'todo-auth' }),
    system: openPool({ url: urls.system, poolSize: 3, application: 'todo-system' }),
  }
  const { prisma: app } = pools.app
  const { prisma: auth } = pools.auth
  const { prisma: system } = pools.system
  const commits = createCommitSignal()
  return {
    tasks: createTaskCalls(app, commits),
    system: createSystemCalls(system, commits),
    auth,
    commits,
    withUser: (userId, work) => withUser(app, userId, work),
    async check() {
      await app.$queryRaw(Prisma.sql`SELECT 1`)
    },
    missingMigrations: () => missingMigrations(app),
    connections: () =>
      Object.entries(pools).map(([name, { pool }]) => ({
        pool: name,
        used: pool.totalCount - pool.idleCount,
        idle: pool.idleCount,
        waiting: pool.waitingCount,
      })),
    async close() {
      await Promise.all([app.$disconnect(), auth.$disconnect(), system.$disconnect()])
    },
  }
}

async function withUser<T>(app: PrismaClient, userId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await app.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.user_id', ${userId}, true),
        set_config('app.traceparent', ${currentTrace() ?? ''}, true)`
      return await work(tx)
    })
  } catch (error) {
    throw toDatabaseError(error)
  }
}
