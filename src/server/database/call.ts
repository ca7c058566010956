import { currentTrace } from '../../process/trace.ts'
import { toDatabaseError } from './errors.ts'
import { Prisma } from './generated/client.ts'
import type { PrismaClient, Transaction } from './prisma.ts'

/** Runs a statement that returns one row with one column `result`; errors are AppErrors. */
export async function callFunction<T>(client: PrismaClient | Transaction, statement: Prisma.Sql): Promise<T> {
  const rows = await callRows<{ result: T }>(client, statement)
  const [row] = rows
  if (row === undefined) throw toDatabaseError(new Error('a database function returned no row'))
  return row.result
}

/** As callFunction, for a statement `SELECT … AS result` that writes events: they carry the trace of this request. */
export function changeByFunction<T>(client: PrismaClient, statement: Prisma.Sql): Promise<T> {
  const traceparent = currentTrace() ?? ''
  return callFunction(client, Prisma.sql`${statement} FROM set_config('app.traceparent', ${traceparent}, true)`)
}

/** Runs a statement that returns rows; errors are AppErrors. */
export async function callRows<T>(client: PrismaClient | Transaction, statement: Prisma.Sql): Promise<T[]> {
  try {
    return await client.$queryRaw<T[]>(statement)
  } catch (error) {
    throw toDatabaseError(error)
  }
}
