'use client'

import { Skeleton } from '../ui/skeleton.tsx'
import { useSessions } from './chat-sessions.tsx'
import { ChatStart } from './chat-start.tsx'
import { Composer } from './composer.tsx'
import { MessageList } from './message-list.tsx'
import { type Send, SendContext } from './send-context.ts'
import { useCurrentConversation, useStartConversation } from './use-conversations.ts'

export function ChatPane() {
  const { id, isPending } = useCurrentConversation()
  const { ensure, starting } = useStartConversation()
  const sessions = useSessions()
  const send: Send = async (text, ignored = []) => {
    const conversationId = await ensure()
    if (conversationId === null) return false
    sessions.send(conversationId, { kind: 'send', text, ignored })
    return true
  }
  return (
    <SendContext value={send}>
      <section aria-label="Chat" className="flex h-full flex-col">
        {isPending ? (
          <Skeleton rows={4} className="mx-auto w-full max-w-2xl flex-1 px-4 pt-16" />
        ) : id === null ? (
          <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
            <ChatStart />
          </div>
        ) : (
          <MessageList key={id} conversationId={id} />
        )}
        <Composer disabled={starting} />
      </section>
    </SendContext>
  )
}
