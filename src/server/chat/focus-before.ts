import type { Database } from '../database/client.ts'
import { type Focus, focusOf } from './focus.ts'
import { answerId, newestFirst } from './turn.ts'

const focusMessages = 20

/** What "it" and "them" mean to a message: what the answers before it showed. */
export async function focusBefore(
  database: Pick<Database, 'withUser'>,
  { userId, conversationId, messageId }: { userId: string; conversationId: string; messageId: string },
): Promise<Focus> {
  const answers = await database.withUser(userId, (tx) =>
    tx.message.findMany({
      where: { userId, conversationId, role: 'assistant', id: { not: answerId(messageId) } },
      orderBy: newestFirst,
      take: focusMessages,
      select: { parts: true },
    }),
  )
  return focusOf(answers.reverse())
}
