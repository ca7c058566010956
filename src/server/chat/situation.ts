import type { TextRange } from '../../domain/language/plan.ts'
import type { Database } from '../database/client.ts'
import type { Actor } from '../tasks/task-dependencies.ts'
import type { TaskService } from '../tasks/task-service.ts'
import { requireConversation } from './conversation-store.ts'
import { focusBefore } from './focus-before.ts'
import type { Situation } from './model/prompt.ts'
import { answerTo, newestFirst } from './turn.ts'
import type { Present } from './wording/dates.ts'

type Asked = {
  user: Actor
  userId: string
  conversationId: string
  messageId: string
  text: string
  ignored: readonly TextRange[]
  present: Present
}

const shownTasks = 20
const recentMessages = 6

/** What a model is told of a chat; null where the message only answers a question. AppError `not_found`. */
export async function situationOf(
  { database, tasks }: { database: Database; tasks: Pick<TaskService, 'byIds'> },
  { user, userId, conversationId, messageId, text, ignored, present }: Asked,
): Promise<Situation | null> {
  const recent = await database.withUser(userId, async (tx) => {
    await requireConversation(tx, userId, conversationId)
    if ((await answerTo(tx, { userId, conversationId, text })) !== null) return null
    const where = { userId, conversationId }
    return tx.message.findMany({
      where,
      orderBy: newestFirst,
      take: recentMessages,
      select: { role: true, text: true },
    })
  })
  if (recent === null) return null
  const focus = await focusBefore(database, { userId, conversationId, messageId })
  const known = (ids: readonly string[]) => tasks.byIds(user, ids.slice(0, shownTasks))
  const [listed, spokenOf] = await Promise.all([known(focus.list), known(focus.them)])
  const list = listed.map((task) => ({ position: focus.list.indexOf(task.id) + 1, task }))
  return { text, ignored, ...present, list, spokenOf, recent: recent.reverse() }
}
