import { AppError } from '../../../domain/errors.ts'
import { callRows } from '../../database/call.ts'
import type { Database } from '../../database/client.ts'
import { Prisma } from '../../database/generated/client.ts'

export type Tokens = { inputTokens: number; outputTokens: number }
/** Prices of a million tokens; null where nobody has told. */
export type Prices = { input: number; output: number } | null
export type Usage = Tokens & { requests: number; cost: number | null }

export type ModelUsage = {
  /**
   * Takes `tokens` out of what a user may use today (UTC, by the database's clock); null where that is not left.
   * Requests under way count in full, so that many at a time do not use more than one after the other.
   */
  reserve(userId: string, tokens: number): Promise<{ day: Date; tokens: number } | null>
  /** What a reservation came to. */
  settle(userId: string, reserved: { day: Date; tokens: number }, spent: Tokens): Promise<void>
  /** Used today, and in the last thirty days with today. */
  read(userId: string): Promise<{ today: Usage; month: Usage }>
}

/** `dailyTokens`: 0 for no limit. */
export type UsageOptions = { database: Pick<Database, 'withUser'>; dailyTokens: number; prices: Prices }

export function createModelUsage({ database, dailyTokens, prices }: UsageOptions): ModelUsage {
  const limit = dailyTokens === 0 ? Number.MAX_SAFE_INTEGER : dailyTokens
  return {
    reserve: (userId, tokens) =>
      database.withUser(userId, async (tx) => {
        const [row] = await callRows<{ day: Date }>(
          tx,
          Prisma.sql`INSERT INTO app.model_usage AS u (user_id, day, requests, reserved_tokens)
            SELECT ${userId}::uuid, (now() AT TIME ZONE 'utc')::date, 1, ${tokens}::bigint WHERE ${tokens}::bigint <= ${limit}::bigint
            ON CONFLICT (user_id, day) DO UPDATE SET requests = u.requests + 1, reserved_tokens = u.reserved_tokens + excluded.reserved_tokens
              WHERE u.input_tokens + u.output_tokens + u.reserved_tokens + excluded.reserved_tokens <= ${limit}::bigint
            RETURNING day`,
        )
        return row === undefined ? null : { day: row.day, tokens }
      }),
    settle: (userId, { day, tokens }, { inputTokens, outputTokens }) =>
      database.withUser(userId, async (tx) => {
        const micros = prices === null ? 0 : Math.round(inputTokens * prices.input + outputTokens * prices.output)
        await tx.modelUsage.update({
          where: { userId_day: { userId, day } },
          data: {
            reservedTokens: { decrement: tokens },
            inputTokens: { increment: inputTokens },
            outputTokens: { increment: outputTokens },
            costMicros: { increment: micros },
          },
        })
      }),
    read: (userId) =>
      database.withUser(userId, async (tx) => {
        const sums = await callRows<Sum>(
          tx,
          Prisma.sql`SELECT recent, coalesce(sum(requests), 0)::float8 AS requests, coalesce(sum(input_tokens), 0)::float8 AS input,
              coalesce(sum(output_tokens), 0)::float8 AS output, coalesce(sum(cost_micros), 0)::float8 AS micros
            FROM (VALUES (0, 'today'), (29, 'month')) span(days, recent)
            LEFT JOIN app.model_usage u ON u.user_id = ${userId}::uuid AND u.day >= (now() AT TIME ZONE 'utc')::date - span.days
            GROUP BY recent`,
        )
        const usage = (name: Sum['recent']): Usage => {
          const sum = sums.find(({ recent }) => recent === name)
          if (sum === undefined) throw new AppError('internal')
          const cost = prices === null ? null : sum.micros / 1_000_000
          return { requests: sum.requests, inputTokens: sum.input, outputTokens: sum.output, cost }
        }
        return { today: usage('today'), month: usage('month') }
      }),
  }
}

type Sum = { recent: 'today' | 'month'; requests: number; input: number; output: number; micros: number }
