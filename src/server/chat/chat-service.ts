import type { ChatEvent, Message, MessagePart } from '../../domain/conversation.ts'
import { AppError } from '../../domain/errors.ts'
import type { LanguageContext, Plan, TextRange } from '../../domain/language/plan.ts'
import type { ChangeService } from '../changes/change-service.ts'
import type { Database } from '../database/client.ts'
import { derivedUuid } from '../database/derived-uuid.ts'
import type { Actor, TaskDependencies } from '../tasks/task-dependencies.ts'
import type { TaskService } from '../tasks/task-service.ts'
import { type ConversationStore, createConversationStore } from './conversation-store.ts'
import { decidedStep } from './decided-step.ts'
import { focusAfter } from './focus.ts'
import { focusBefore } from './focus-before.ts'
import type { ModelPlanner } from './model/model-planner.ts'
import { performStep } from './perform-step.ts'
import { planStep } from './plan-step.ts'
import { situationOf } from './situation.ts'
import { answerId, beginAnswer, beginTurn, begunTurn, finishTurn, storedMessage, type Turn } from './turn.ts'
import { understandMessage } from './understanding.ts'
import type { Present } from './wording/dates.ts'
import type { Reply } from './wording/help.ts'

export type Understand = (text: string, context: LanguageContext) => Plan | Promise<Plan>

export type ChatDependencies = Omit<TaskDependencies, 'database'> & {
  database: Database
  tasks: TaskService
  changes: ChangeService
  understand: Understand
  /** Asked where the parser is unsure, or as each user wants; absent where there is none. */
  model?: ModelPlanner | undefined
}

/** `ignored`: ranges of the text that the writer took back from the parser. */
export type SentMessage = {
  conversationId: string
  messageId: string
  text: string
  ignored?: readonly TextRange[] | undefined
}

export type ChatService = {
  conversations: ConversationStore
  /**
   * Understands a message, does what it says and answers. Repeating a message id changes nothing twice, also after a
   * crash half-way: it goes on where it was, or gives the stored answer. AppErrors: `not_found` (conversation),
   * `mutation_reused` (the id was another message's).
   */
  send(user: Actor, message: SentMessage): AsyncGenerator<ChatEvent>
  /** Answers a question with yes or no, or chooses an option. AppError `confirmation_expired`. */
  answer(user: Actor, answer: { confirmationId: string; messageId: string; accept: boolean }): AsyncGenerator<ChatEvent>
}

export function createChatService(dependencies: ChatDependencies): ChatService {
  const { database, settings, now, understand, model } = dependencies
  return {
    conversations: createConversationStore(database),
    async *send(user, { conversationId, messageId, text, ignored = [] }) {
      const present = { now: now().toISOString(), settings: await settings.get(user.id) }
      const { timeZone, weekStart, locale } = present.settings
      const sent = { userId: user.id, conversationId, messageId, text, now: present.now }
      // A model costs time and money: a repeat does not ask it again.
      const begun = model === undefined ? null : await begunTurn(database, sent)
      if (begun !== null) return yield* carryOut(dependencies, { user, messageId, turn: begun })
      const plan = await understand(text, { now: present.now, timeZone, weekStart, locale, ignored })
      const situation = () => situationOf(dependencies, { ...sent, user, present, ignored })
      const understood = yield* understandMessage({
        ...{ plan, model, userId: user.id, situation },
        ignored: ignored.length > 0,
      })
      const turn = await beginTurn(database, sent, understood)
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
  // What a model said is shown while it comes; what is stored replaces it.
  if (turn.todo.kind === 'commands' && turn.todo.said !== undefined) yield { type: 'restart' }
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
  if (todo.said !== undefined) return yield { text: todo.said, parts: [] }

  let focus = await focusBefore(database, { userId: user.id, conversationId, messageId })
  let begun = false
  for (const [index, command] of todo.commands.entries()) {
    const at = { userId: user.id, conversationId, stepId: derivedUuid(`${messageId}/step:${index}`) }
    const planning = { user, tasks, focus, present, text }
    const plan = () => planStep(command, planning)
    const step = await decidedStep(database, at, { command, plan })
    const reply = await performStep(performing, by(index), step)
    focus = focusAfter(focus, reply.parts, begun)
    begun ||= reply.parts.some(({ type }) => type === 'tasks')
    yield reply
  }
  if (todo.left > 0)
    yield { text: `The other ${todo.left} I left out: please send them in a message of their own.`, parts: [] }
  if (todo.notice !== undefined) yield { text: todo.notice, parts: [] }
}
