import type { EventType } from '../../domain/events.ts'
import { eventTypes } from '../../domain/events.ts'
import { callFunction } from './call.ts'
import type { Database } from './client.ts'
import { Prisma } from './generated/client.ts'
import type { Transaction } from './prisma.ts'

/** A change of a user's rows that are not tasks. `kind` names the mutation: the same id under another one is refused. */
export type UserChange = { userId: string; mutationId: string; kind: string }

/** Writes an event of this change into the outbox; `data` without user id and sequence number. */
export type Emit = (type: EventType, data: Record<string, unknown>) => Promise<void>

/**
 * Runs `work` under the user's lock, with its events, exactly once for a mutation id: a repeat returns the stored
 * result, which must be a JSON object. Everything commits together or not at all. Errors are AppErrors.
 */
export async function changeAsUser<T extends object>(
  database: Pick<Database, 'withUser' | 'commits'>,
  { userId, mutationId, kind }: UserChange,
  work: (tx: Transaction, emit: Emit) => Promise<T>,
): Promise<T> {
  const result = await database.withUser(userId, async (tx) => {
    const seq = (await lockProfile(tx, userId)) + 1
    const prior = await callFunction<T | null>(
      tx,
      Prisma.sql`SELECT app.prior_result(${userId}::uuid, ${mutationId}::uuid, ${kind}) AS result`,
    )
    if (prior !== null) return prior
    let emitted = false
    const made = await work(tx, async (type, data) => {
      emitted = true
      const topic = eventTypes[type].topic
      await tx.$executeRaw`SELECT app.emit(${userId}::uuid, ${seq}::bigint, ${topic}, ${type}, ${JSON.stringify(data)}::jsonb)`
    })
    if (emitted) await tx.$executeRaw`UPDATE app.profile SET seq = ${seq}::bigint WHERE user_id = ${userId}::uuid`
    await tx.$executeRaw`INSERT INTO app.mutation (user_id, id, kind, result)
      VALUES (${userId}::uuid, ${mutationId}::uuid, ${kind}, ${JSON.stringify(made)}::jsonb)`
    return made
  })
  database.commits.committed(userId)
  return result
}

/** Locks the user's profile until the transaction ends, making it on first use; the last sequence number. */
async function lockProfile(tx: Transaction, userId: string): Promise<number> {
  const seq = await callFunction<bigint>(tx, Prisma.sql`SELECT (app.lock_profile(${userId}::uuid)).seq AS result`)
  return Number(seq)
}
