import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from './generated/client.ts'

export type { PrismaClient } from './generated/client.ts'
/** What works inside an interactive transaction. */
export type Transaction = Prisma.TransactionClient

type Connection = { url: string; poolSize: number; application: string }

const connectTimeoutMs = 5_000
const statementTimeoutMs = 20_000

/** Settings of a pool for one role; a statement or an idle transaction that hangs is cut by the database. */
export function poolConfig({ url, poolSize, application }: Connection): pg.PoolConfig {
  return {
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: application,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
  }
}

/** A Prisma client of one role, with the pool it works on. The functions' calls are prepared once per connection. */
export function openPool(connection: Connection): { prisma: PrismaClient; pool: pg.Pool } {
  // A pool reports the loss of an idle connection; the next call opens another one.
  const ignore = () => undefined
  const pool = new pg.Pool(poolConfig(connection))
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    statementNameGenerator,
    onPoolError: ignore,
    onConnectionError: ignore,
  })
  const transactionOptions = { maxWait: 5_000, timeout: 20_000 }
  return { prisma: new PrismaClient({ adapter, errorFormat: 'minimal', transactionOptions }), pool }
}

export const createPrisma = (connection: Connection): PrismaClient => openPool(connection).prisma

const names = new Map<string, string>()

// Only the constant texts of function calls: Prisma's own statements vary with the lengths of their lists.
function statementNameGenerator({ sql }: { sql: string }): string {
  if (!sql.startsWith('SELECT app.')) return ''
  const known = names.get(sql)
  if (known !== undefined) return known
  const name = `f${createHash('sha1').update(sql).digest('hex').slice(0, 20)}`
  names.set(sql, name)
  return name
}
