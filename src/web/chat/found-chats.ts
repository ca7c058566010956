import type { Conversation } from '../rpc/contract.ts'

/** A chat that matches a search; `excerpt` is what one of its messages says about it. */
export type FoundChat = { conversation: Conversation; excerpt: string | null }

/** The chats whose title or messages match, in their order; all of them where nothing is looked for. */
export function foundChats(
  conversations: readonly Conversation[],
  text: string,
  hits: readonly { conversationId: string; excerpt: string }[],
): FoundChat[] {
  const excerpts = new Map(hits.map(({ conversationId, excerpt }) => [conversationId, excerpt]))
  return conversations.flatMap((conversation) => {
    const excerpt = text === '' ? null : (excerpts.get(conversation.id) ?? null)
    const matches = excerpt !== null || conversation.title.toLowerCase().includes(text.toLowerCase())
    return matches ? { conversation, excerpt } : []
  })
}
