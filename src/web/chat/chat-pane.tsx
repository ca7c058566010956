import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { undoneKey } from '../rpc/query-keys.ts'
import { usePerform } from '../tasks/actions.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useSessions } from './chat-sessions.tsx'
import { ChatStart } from './chat-start.tsx'
import { Composer } from './composer.tsx'
import { type Edited, EditingContext } from './editing.ts'
import { MessageList } from './message-list.tsx'
import { type Send, SendContext } from './send-context.ts'
import { useCurrentConversation, useDestination } from './use-conversations.ts'

export function ChatPane() {
  const { id, isPending } = useCurrentConversation()
  const destination = useDestination()
  const sessions = useSessions()
  const perform = usePerform()
  const cache = useQueryClient()
  const [edited, edit] = useState<Edited | null>(null)
  const takeBack = async ({ changeIds }: Edited) => {
    // The last change first: what was built on another one has to go before it. What cannot be taken back is told.
    for (const changeId of changeIds.toReversed()) {
      if (cache.getQueryData(undoneKey(changeId)) !== true) await perform({ kind: 'undo', changeId })
    }
  }
  const send: Send = async (text, ignored = []) => {
    if (edited !== null) await takeBack(edited)
    edit(null)
    sessions.send(destination(), { kind: 'send', text, ignored })
    return true
  }
  const repeat = async (message: Edited) => {
    await takeBack(message)
    return send(message.text)
  }
  return (
    <SendContext value={send}>
      <EditingContext value={{ edited, edit, repeat }}>
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
          <Composer />
        </section>
      </EditingContext>
    </SendContext>
  )
}
