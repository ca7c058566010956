import type { Message } from '../../domain/conversation.ts'
import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import { changeAsUser } from '../database/change-as-user.ts'
import type { Database } from '../database/client.ts'
import type { Transaction } from '../database/prisma.ts'
import { toMessage } from './message-rows.ts'

export type Conversation = { id: string; title: string; createdAt: string; updatedAt: string }
type Change = { userId: string; mutationId: string; id: string }

/** The title until the first message gives a better one. */
export const untitled = 'New chat'

export type ConversationStore = {
  /** All of a user's, the last used first. */
  list(userId: string): Promise<Conversation[]>
  /** AppError `limit_reached`, `already_exists` (the id is taken). */
  create(change: Change & { title?: string | undefined }): Promise<Conversation>
  /** AppError `not_found`. */
  rename(change: Change & { title: string }): Promise<Conversation>
  /** With all its messages. AppError `not_found`. */
  delete(change: Change): Promise<{ id: string }>
  /** The chats whose messages have this text, the latest first, each with its latest such message. */
  search(query: { userId: string; text: string }): Promise<{ conversationId: string; excerpt: string }[]>
  /** A page ending before message `before`, or at the newest one; oldest first. AppError `not_found`. */
  messages(query: {
    userId: string
    conversationId: string
    before?: string | undefined
    limit: number
  }): Promise<{ items: Message[]; more: boolean }>
}

const toConversation = (row: { id: string; title: string; createdAt: Date; updatedAt: Date }): Conversation => ({
  id: row.id,
  title: row.title,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})

export function createConversationStore(database: Database): ConversationStore {
  return {
    async list(userId) {
      const orderBy = [{ updatedAt: 'desc' as const }, { id: 'desc' as const }]
      const rows = await database.withUser(userId, (tx) =>
        tx.conversation.findMany({ where: { userId }, orderBy, take: limits.conversationsPerUser }),
      )
      return rows.map(toConversation)
    },
    create: ({ userId, mutationId, id, title = untitled }) =>
      changeAsUser(database, { userId, mutationId, kind: 'chat.create' }, async (tx, emit) => {
        if ((await tx.conversation.count({ where: { userId } })) >= limits.conversationsPerUser) {
          throw new AppError('limit_reached', {
            userMessage: `You can keep ${limits.conversationsPerUser.toLocaleString('en')} chats. Delete one to make room.`,
          })
        }
        const row = await tx.conversation.create({ data: { id, userId, title } })
        await emit('conversation.changed', { conversationId: id })
        return toConversation(row)
      }),
    rename: ({ userId, mutationId, id, title }) =>
      changeAsUser(database, { userId, mutationId, kind: 'chat.rename' }, async (tx, emit) => {
        await requireConversation(tx, userId, id)
        const row = await tx.conversation.update({ where: { id }, data: { title } })
        await emit('conversation.changed', { conversationId: id })
        return toConversation(row)
      }),
    delete: ({ userId, mutationId, id }) =>
      changeAsUser(database, { userId, mutationId, kind: 'chat.delete' }, async (tx, emit) => {
        await requireConversation(tx, userId, id)
        await tx.confirmation.deleteMany({ where: { userId, conversationId: id } })
        await tx.conversation.delete({ where: { id } })
        await emit('conversation.changed', { conversationId: id })
        return { id }
      }),
    async search({ userId, text }) {
      const rows = await database.withUser(userId, (tx) =>
        tx.message.findMany({
          where: { userId, text: { contains: text.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } },
          orderBy: { createdAt: 'desc' },
          distinct: ['conversationId'],
          take: limits.pageSize,
          select: { conversationId: true, text: true },
        }),
      )
      return rows.map((row) => ({ conversationId: row.conversationId, excerpt: excerptAround(row.text, text) }))
    },
    messages: ({ userId, conversationId, before, limit }) =>
      database.withUser(userId, async (tx) => {
        await requireConversation(tx, userId, conversationId)
        const rows = await tx.message.findMany({
          where: { userId, conversationId },
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: limit + 1,
          ...(before === undefined ? {} : { cursor: { id: before, conversationId }, skip: 1 }),
        })
        return { items: rows.slice(0, limit).reverse().map(toMessage), more: rows.length > limit }
      }),
  }
}

/** The conversation's row; AppError `not_found` where this user has none of that id. */
export async function requireConversation(tx: Transaction, userId: string, id: string) {
  const row = await tx.conversation.findFirst({ where: { id, userId } })
  if (row === null) throw new AppError('not_found', { userMessage: 'That chat does not exist (any more).' })
  return row
}

const excerptLength = 120

/** The part of a message around the words that were looked for, on one line. */
function excerptAround(message: string, words: string): string {
  const line = message.replace(/\s+/g, ' ')
  const at = line.toLowerCase().indexOf(words.toLowerCase())
  const from = Math.max(0, at - excerptLength / 3)
  return `${from > 0 ? '…' : ''}${line.slice(from, from + excerptLength)}${line.length > from + excerptLength ? '…' : ''}`
}
