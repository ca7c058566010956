import { z } from 'zod'
import {
  type Destination,
  destinationSchema,
  type NotifyRules,
  notifyRulesSchema,
  pushSubscriptionSchema,
  type SentMessage,
  sentMessageSchema,
} from '../../domain/destination.ts'
import { AppError } from '../../domain/errors.ts'
import type { Transaction } from '../database/prisma.ts'

export type DestinationRow = Awaited<ReturnType<Transaction['destination']['findMany']>>[number]
export type DeliveryRow = Awaited<ReturnType<Transaction['delivery']['findMany']>>[number]

/** A row as its owner sees it, without endpoints and keys; an `internal` AppError where the database holds other things. */
export function toDestination(row: DestinationRow): Destination {
  const { id, kind, label, status, reason, sends, failures } = row
  const createdAt = row.createdAt.toISOString()
  const lastDeliveredAt = row.lastDeliveredAt?.toISOString() ?? null
  return parsed(destinationSchema, { id, kind, label, status, reason, sends, failures, createdAt, lastDeliveredAt })
}

export function toSentMessage(row: DeliveryRow): SentMessage {
  const { id, destinationId, purpose, status, detail, attempts, held } = row
  return parsed(sentMessageSchema, {
    ...{ id, destinationId, purpose, status, detail, attempts },
    kind: row.channel,
    quiet: held && attempts === 0,
    createdAt: row.createdAt.toISOString(),
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  })
}

/** A user's rules as their profile keeps them. */
export function rulesOf(profile: { notify: unknown } | null): NotifyRules {
  return parsed(notifyRulesSchema, {
    quiet: null,
    digest: null,
    ...z
      .object({})
      .loose()
      .parse(profile?.notify ?? {}),
  })
}

const targets = {
  push: pushSubscriptionSchema,
  email: z.object({ address: z.string() }),
  webhook: z.object({ url: z.string() }),
}
export type Target<K extends keyof typeof targets> = z.infer<(typeof targets)[K]>

/** What a destination's `target` holds, by its kind. */
export const targetOf = <K extends keyof typeof targets>(kind: K, target: unknown): Target<K> =>
  parsed<Target<K>>(targets[kind] as unknown as z.ZodType<Target<K>>, target)

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (!result.success) throw new AppError('internal', { cause: result.error })
  return result.data
}
