import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import { callRows } from '../database/call.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Transaction } from '../database/prisma.ts'
import { type Confirmed, confirmedSchema } from './step.ts'

type NewConfirmation = { id: string; confirmed: Confirmed }

/** Stores questions that wait for a yes; when they expire, by the database's clock. */
export async function askFor(
  tx: Transaction,
  { userId, conversationId }: { userId: string; conversationId: string | null },
  confirmations: readonly NewConfirmation[],
): Promise<string> {
  let expiresAt = new Date(0)
  for (const { id, confirmed } of confirmations) {
    const [row] = await callRows<{ expiresAt: Date }>(
      tx,
      Prisma.sql`INSERT INTO app.confirmation (id, user_id, conversation_id, command, expires_at)
        VALUES (${id}::uuid, ${userId}::uuid, ${conversationId}::uuid, ${JSON.stringify(confirmed)}::jsonb,
          now() + make_interval(mins => ${limits.confirmationMinutes}::int)) RETURNING expires_at AS "expiresAt"`,
    )
    if (row !== undefined) expiresAt = row.expiresAt
  }
  return expiresAt.toISOString()
}

/**
 * Spends a confirmation, and with it the others of its question, whatever the answer is: one of two racers gets it.
 * What a program was asked is not the chat's to answer, nor the other way round.
 * AppError `confirmation_expired` where it is unknown, another user's, answered or too old.
 */
export async function spendConfirmation(
  tx: Transaction,
  { userId, id, asked }: { userId: string; id: string; asked: 'in-chat' | 'by-program' },
): Promise<{ confirmed: Confirmed; conversationId: string | null }> {
  const [row] = await callRows<{ command: unknown; conversationId: string | null }>(
    tx,
    Prisma.sql`UPDATE app.confirmation SET answered_at = now()
      WHERE id = ${id}::uuid AND user_id = ${userId}::uuid AND answered_at IS NULL AND expires_at > now()
        AND (conversation_id IS NULL) = ${asked === 'by-program'}::boolean
      RETURNING command, conversation_id AS "conversationId"`,
  )
  const confirmed = confirmedSchema.safeParse(row?.command)
  if (row === undefined || !confirmed.success) throw new AppError('confirmation_expired')
  await tx.$executeRaw`UPDATE app.confirmation SET answered_at = now()
    WHERE user_id = ${userId}::uuid AND answered_at IS NULL AND command ->> 'group' = ${confirmed.data.group}`
  return { confirmed: confirmed.data, conversationId: row.conversationId }
}
