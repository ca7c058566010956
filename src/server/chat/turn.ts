import { z } from 'zod'
import type { Message, MessagePart } from '../../domain/conversation.ts'
import { AppError } from '../../domain/errors.ts'
import { commandSchema } from '../../domain/language/plan.ts'
import { changeAsUser } from '../database/change-as-user.ts'
import type { Database } from '../database/client.ts'
import { derivedUuid } from '../database/derived-uuid.ts'
import type { Transaction } from '../database/prisma.ts'
import { spendConfirmation } from './confirmations.ts'
import { requireConversation, untitled } from './conversation-store.ts'
import { partsOf } from './focus.ts'
import { toMessage } from './message-rows.ts'
import { actSchema } from './step.ts'
import type { Understood } from './understanding.ts'
import { type TypedAnswer, typedAnswer } from './yes-or-no.ts'

/**
 * A message and what is done about it. Stored with the message in one transaction and read back at every repeat, so
 * that the same message id always means the same. `declined`: the answer was no.
 */
const turnSchema = z.object({
  conversationId: z.uuid(),
  text: z.string(),
  now: z.string(),
  todo: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('commands'),
      commands: z.array(commandSchema).min(1),
      left: z.int().default(0),
      said: z.string().optional(),
      notice: z.string().optional(),
    }),
    z.object({ kind: z.literal('confirmed'), act: actSchema }),
    z.object({ kind: z.literal('declined') }),
    z.object({ kind: z.literal('expired') }),
  ]),
})
export type Turn = z.infer<typeof turnSchema>

type Sent = { userId: string; conversationId: string; messageId: string; text: string; now: string }

/** Stores a message with what it means: the answer to a question asked right before it, or what was understood. */
export async function beginTurn(database: Database, sent: Sent, understood: Understood): Promise<Turn> {
  const { userId, conversationId, messageId, text, now } = sent
  const turn = await storeTurn(database, { userId, messageId }, async (tx) => {
    const answer = await answerTo(tx, sent)
    const todo = answer === null ? toDo(understood) : await spend(tx, userId, answer)
    return { conversationId, text, now, todo }
  })
  return sameMessage(turn, sent)
}

/** The turn of a message that was sent before; null where it is new. AppError `mutation_reused`. */
export async function begunTurn(database: Database, sent: Sent): Promise<Turn | null> {
  const { userId, messageId } = sent
  const row = await database.withUser(userId, (tx) =>
    tx.mutation.findFirst({ where: { userId, id: turnId(messageId), kind: turnKind } }),
  )
  return row === null ? null : sameMessage(turnSchema.parse(row.result), sent)
}

/** What a message answers of the question asked right before it; null where it is something else. */
export async function answerTo(
  tx: Transaction,
  { userId, conversationId, text }: Pick<Sent, 'userId' | 'conversationId' | 'text'>,
): Promise<TypedAnswer | null> {
  const [last] = await tx.message.findMany({ where: { userId, conversationId }, orderBy: newestFirst, take: 1 })
  return last?.role === 'assistant' ? typedAnswer(text, partsOf(last.parts)) : null
}

function sameMessage(turn: Turn, { conversationId, text }: Sent): Turn {
  if (turn.conversationId !== conversationId || turn.text !== text) throw new AppError('mutation_reused')
  return turn
}

const turnKind = 'chat.turn'
const turnId = (messageId: string): string => derivedUuid(`${messageId}/turn`)

/** One message does at most this much; how much is `left` is told. */
const mostCommands = 100

function toDo({ commands, said, notice }: Understood): Turn['todo'] {
  return {
    kind: 'commands',
    commands: commands.slice(0, mostCommands),
    left: Math.max(0, commands.length - mostCommands),
    said,
    notice,
  }
}

/** Stores the answer to a question. AppError `confirmation_expired` where it can no longer be answered. */
export async function beginAnswer(
  database: Database,
  {
    userId,
    messageId,
    confirmationId,
    accept,
    now,
  }: Omit<Sent, 'conversationId' | 'text'> & { confirmationId: string; accept: boolean },
): Promise<Turn> {
  return storeTurn(database, { userId, messageId }, async (tx) => {
    const { confirmed, conversationId } = await spendConfirmation(tx, { userId, id: confirmationId, asked: 'in-chat' })
    if (conversationId === null) throw new AppError('internal')
    const text = accept ? (confirmed.label ?? 'Yes') : 'No'
    return {
      conversationId,
      text,
      now,
      todo: accept ? { kind: 'confirmed', act: confirmed.act } : { kind: 'declined' },
    }
  })
}

async function spend(tx: Transaction, userId: string, answer: TypedAnswer): Promise<Turn['todo']> {
  try {
    const { confirmed } = await spendConfirmation(tx, { userId, id: answer.confirmationId, asked: 'in-chat' })
    return answer.accept ? { kind: 'confirmed', act: confirmed.act } : { kind: 'declined' }
  } catch (error) {
    if (error instanceof AppError && error.code === 'confirmation_expired') return { kind: 'expired' }
    throw error
  }
}

async function storeTurn(
  database: Database,
  { userId, messageId }: { userId: string; messageId: string },
  decide: (tx: Transaction) => Promise<Turn>,
): Promise<Turn> {
  const change = { userId, mutationId: turnId(messageId), kind: turnKind }
  const stored = await changeAsUser(database, change, async (tx, emit) => {
    const turn = await decide(tx)
    const { id, title } = await requireConversation(tx, userId, turn.conversationId)
    const first = title === untitled && (await tx.message.count({ where: { userId, conversationId: id } })) === 0
    await tx.message.create({ data: { id: messageId, userId, conversationId: id, role: 'user', text: turn.text } })
    await tx.conversation.update({
      where: { id },
      data: { updatedAt: new Date(), ...(first && { title: shortTitle(turn.text) }) },
    })
    await emit('conversation.changed', { conversationId: id })
    return turn
  })
  return turnSchema.parse(stored)
}

/** Stores the answer; the stored one where a repeat has been faster. */
export async function finishTurn(
  database: Database,
  { userId, conversationId, messageId }: { userId: string; conversationId: string; messageId: string },
  answer: { text: string; parts: readonly MessagePart[] },
): Promise<Message> {
  const id = answerId(messageId)
  await changeAsUser(
    database,
    { userId, mutationId: derivedUuid(`${messageId}/finish`), kind: 'chat.answer' },
    async (tx, emit) => {
      await requireConversation(tx, userId, conversationId)
      const data = { id, userId, conversationId, role: 'assistant', text: answer.text, parts: [...answer.parts] }
      await tx.message.create({ data })
      await tx.conversation.update({ where: { id: conversationId }, data: { updatedAt: new Date() } })
      await emit('conversation.changed', { conversationId })
      return { id }
    },
  )
  const stored = await storedMessage(database, userId, id)
  if (stored === null) throw new AppError('not_found')
  return stored
}

export const answerId = (messageId: string): string => derivedUuid(`${messageId}/answer`)

export async function storedMessage(database: Database, userId: string, id: string): Promise<Message | null> {
  const row = await database.withUser(userId, (tx) => tx.message.findFirst({ where: { id, userId } }))
  return row === null ? null : toMessage(row)
}

export const newestFirst = [{ createdAt: 'desc' as const }, { id: 'desc' as const }]

function shortTitle(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const characters = [...line]
  return characters.length <= 60 ? line : `${characters.slice(0, 59).join('').trimEnd()}…`
}
