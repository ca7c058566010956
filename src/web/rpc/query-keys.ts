import type { Queries } from './trpc.ts'

/** Under this key it is remembered that this tab has taken a change back. */
export const undoneKey = (changeId: string) => ['undone', changeId] as const

/** Under this key the stored messages of a conversation are kept, as pages, the newest first. */
export const messagesKey = (queries: Queries, conversationId: string) =>
  [...queries.chat.messages.pathKey(), conversationId] as const
