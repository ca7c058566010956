import type { ChatEvent, Message, MessagePart } from '../../domain/conversation.ts'
import { AppError } from '../../domain/errors.ts'
import type { Command, LanguageContext, Plan } from '../../domain/language/plan.ts'
import type { ChangeService } from '../changes/change-service.ts'
import type { Database } from '../database/client.ts'
import { derivedUuid } from '../database/derived-uuid.ts'
import type { Actor, TaskDependencies } from '../tasks/task-dependencies.ts'
import type { TaskService } from '../tasks/task-service.ts'
import { type ConversationStore, createConversationStore } from './conversation-store.ts'
import { type Focus, focusAfter, focusOf } from './focus.ts'
import { performStep } from './perform-step.ts'
import { planStep } from './plan-step.ts'
import {
  answerId,
  beginAnswer,
  beginTurn,
  finishTurn,
  newestFirst,
  storedMessage,
  storedStep,
  type Turn,
} from './turn.ts'
import type { Present } from './wording/dates.ts'
import type { Reply } from './wording/help.ts'

export type Understand = (text: string, context: LanguageContext) => Plan | Promise<Plan>

export type ChatDependencies = Omit<TaskDependencies, 'database'> & {
  database: Database
  tasks: TaskService
  changes: ChangeService
  understand: Understand
}

export type ChatService = {
  conversations: ConversationStore
  /**
   * Understands a message, does what it says and answers. Repeating a message id changes nothing twice, also after a
   * crash half-way: it goes on where it was, or gives the stored answer. AppErrors: `not_found` (conversation),
   * `mutation_reused` (the id was another message's).
   */
  send(user: Actor, message: { conversationId: string; messageId: string; text: string }): AsyncGenerator<ChatEvent>
  /** Answers a question with yes or no, or chooses an option. AppError `confirmation_expired`. */
  answer(user: Actor, answer: { confirmationId: string; messageId: string; accept: boolean }): AsyncGenerator<ChatEvent>
}

const focusMessages = 20

export function createChatService(dependencies: ChatDependencies): ChatService {
  const { database, settings, now, understand } = dependencies
  return {
    conversations: createConversationStore(database),
    async *send(user, { conversationId, messageId, text }) {
      const present = { now: now().toISOString(), settings: await settings.get(user.id) }
      const { timeZone, weekStart } = present.settings
      const { commands } = await understand(text, { now: present.now, timeZone, weekStart })
      const sent = { userId: user.id, conversationId, messageId, text, now: present.now }
      const turn = await beginTurn(database, sent, commands)
      yield* carryOut(dependencies, { user, messageId, turn })
    },
    async *answer(user, { confirmationId, messageId, accept }) {
      const turn = await beginAnswer(database, {
        userId: user.id,
        messageId,
        confirmationId,
        accept,
        now: now().toISOString(),
      })
      yield* carryOut(dependencies, { user, messageId, turn })
    },
  }
}

type Carrying = { user: Actor; messageId: string; turn: Turn }

async function* carryOut(
  dependencies: ChatDependencies,
  { user, messageId, turn }: Carrying,
): AsyncGenerator<ChatEvent> {
  const { database, settings } = dependencies
  const { conversationId } = turn
  const question = await storedMessage(database, user.id, messageId)
  if (question === null) throw new AppError('not_found')
  yield { type: 'question', message: question }

  const stored = await storedMessage(database, user.id, answerId(messageId))
  if (stored !== null) {
    yield* replay(stored)
    return
  }
  const present = { now: turn.now, settings: await settings.get(user.id) }
  const replies = repliesOf(dependencies, { user, messageId, turn, present })
  let text = ''
  const parts: MessagePart[] = []
  for await (const reply of replies) {
    const piece = text === '' ? reply.text : `\n${reply.text}`
    text += piece
    parts.push(...reply.parts)
    yield { type: 'text', text: piece }
    for (const part of reply.parts) yield { type: 'part', part }
  }
  yield {
    type: 'answer',
    message: await finishTurn(database, { userId: user.id, conversationId, messageId }, { text, parts }),
  }
}

function* replay(answer: Message): Generator<ChatEvent> {
  yield { type: 'text', text: answer.text }
  for (const part of answer.parts) yield { type: 'part', part }
  yield { type: 'answer', message: answer }
}

async function* repliesOf(
  dependencies: ChatDependencies,
  { user, messageId, turn, present }: Carrying & { present: Present },
): AsyncGenerator<Reply> {
  const { database, tasks, changes } = dependencies
  const performing = { dependencies, tasks, changes, present }
  const by = (index: number) => ({ user, mutationId: derivedUuid(`${messageId}/change:${index}`) })
  const { todo, conversationId, text } = turn
  if (todo.kind === 'declined') return yield { text: 'All right, I changed nothing.', parts: [] }
  if (todo.kind === 'expired') return yield { text: new AppError('confirmation_expired').userMessage, parts: [] }
  if (todo.kind === 'confirmed') return yield await performStep(performing, by(0), todo.act)

  let focus = await focusBefore(database, { userId: user.id, conversationId, messageId })
  let begun = false
  for (const [index, command] of todo.commands.entries()) {
    const at = { userId: user.id, conversationId, messageId, index }
    const planning = { user, tasks, focus, present, text }
    const plan = () => planStep(command, planning)
    const step = needsLooking(command) ? await storedStep(database, at, plan) : await readyStep(plan)
    const reply = await performStep(performing, by(index), step)
    focus = focusAfter(focus, reply.parts, begun)
    begun ||= reply.parts.some(({ type }) => type === 'tasks')
    yield reply
  }
  if (todo.left > 0)
    yield { text: `The other ${todo.left} I left out: please send them in a message of their own.`, parts: [] }
}

/** What a command means depends on the state of the tasks, so it is decided once. */
const needsLooking = (command: Command): boolean => 'target' in command

async function readyStep(plan: () => ReturnType<typeof planStep>) {
  const planned = await plan()
  if (planned.kind !== 'step') throw new AppError('internal')
  return planned.step
}

async function focusBefore(
  database: Database,
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
