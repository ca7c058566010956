import type { Queries } from './trpc.ts'

/** Under this key the stored messages of a conversation are kept, as pages, the newest first. */
export const messagesKey = (queries: Queries, conversationId: string) =>
  [...queries.chat.messages.pathKey(), conversationId] as const
