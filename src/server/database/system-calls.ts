import { callFunction, changeByFunction } from './call.ts'
import type { CommitSignal } from './commit-signal.ts'
import { Prisma } from './generated/client.ts'
import type { PrismaClient } from './prisma.ts'

export type Purge = { outboxHours: number; mutationHours: number; undoHours: number; guestDays: number; limit: number }

/** The functions of role todo_system that judge by the database's clock. Errors are AppErrors. */
export type SystemCalls = {
  /** Claims due reminders and writes their events; how many. Others being claimed at the same time are passed over. */
  claimDueReminders(limit: number): Promise<number>
  /** Emits `occurrence.missed` for open occurrences whose successor has come up; how many. */
  claimMissedOccurrences(limit: number): Promise<number>
  /** Claims messages that are due to be sent and writes their events; how many. */
  claimDueDeliveries(claim: { limit: number; leaseSeconds: number; giveUpHours: number }): Promise<number>
  /** Makes the morning digests that are due; of how many users it was the turn. */
  claimDueDigests(claim: { limit: number; graceHours: number }): Promise<number>
  /** Removes what became of messages `days` ago; how many. */
  purgeDeliveries(purge: { days: number; limit: number }): Promise<number>
  /** Claims older than this that nothing came of can be claimed again; how many. */
  releaseStaleClaims(minutes: number): Promise<number>
  outboxBacklog(): Promise<{ depth: number; oldestSeconds: number }>
  /** Removes what has expired, `limit` rows of each kind at most; rows removed by kind. */
  purgeExpired(purge: Purge): Promise<Record<string, number>>
}

export function createSystemCalls(system: PrismaClient, commits: CommitSignal): SystemCalls {
  const claiming = async (statement: Prisma.Sql): Promise<number> => {
    const count = await changeByFunction<number>(system, statement)
    if (count > 0) commits.committed(null)
    return count
  }
  return {
    claimDueReminders: (limit) => claiming(Prisma.sql`SELECT app.claim_due_reminders(${limit}::int) AS result`),
    claimMissedOccurrences: (limit) =>
      claiming(Prisma.sql`SELECT app.claim_missed_occurrences(${limit}::int) AS result`),
    claimDueDeliveries: ({ limit, leaseSeconds, giveUpHours }) =>
      claiming(
        Prisma.sql`SELECT app.claim_due_deliveries(${limit}::int, ${leaseSeconds}::int, ${giveUpHours}::int) AS result`,
      ),
    claimDueDigests: ({ limit, graceHours }) =>
      claiming(Prisma.sql`SELECT app.claim_due_digests(${limit}::int, ${graceHours}::int) AS result`),
    purgeDeliveries: ({ days, limit }) =>
      callFunction(system, Prisma.sql`SELECT app.purge_deliveries(${days}::int, ${limit}::int) AS result`),
    releaseStaleClaims: (minutes) =>
      callFunction(system, Prisma.sql`SELECT app.release_stale_claims(${minutes}::int) AS result`),
    outboxBacklog: () => callFunction(system, Prisma.sql`SELECT app.outbox_backlog() AS result`),
    purgeExpired: ({ outboxHours, mutationHours, undoHours, guestDays, limit }) =>
      callFunction(
        system,
        Prisma.sql`SELECT app.purge_expired(${outboxHours}::int, ${mutationHours}::int, ${undoHours}::int,
          ${guestDays}::int, ${limit}::int) AS result`,
      ),
  }
}
