import { useCallback } from 'react'
import type { Message } from '../../domain/conversation.ts'
import { limits } from '../../domain/limits.ts'
import type { Conversation } from '../rpc/contract.ts'
import { useTRPCClient } from '../rpc/trpc.ts'
import { useAction } from '../rpc/use-action.ts'
import { download } from '../settings/download.ts'
import { chatText } from './chat-text.ts'

/** Offers a whole chat as a file of text. */
export function useExportChat(): (conversation: Conversation) => Promise<void> {
  const api = useTRPCClient()
  const act = useAction()
  return useCallback(
    async ({ id, title }) => {
      const all = await act(async () => {
        const messages: Message[] = []
        for (let more = true; more; ) {
          const before = messages[0] === undefined ? {} : { before: messages[0].id }
          const page = await api.chat.messages.query({ conversationId: id, limit: limits.messagesPerPage, ...before })
          messages.unshift(...page.items)
          more = page.more
        }
        return messages
      })
      if (all === null) return
      const name = title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'chat'
      download(`${name.slice(0, 60)}.md`, chatText(title, all), 'text/markdown')
    },
    [api, act],
  )
}
