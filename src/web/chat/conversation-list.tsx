'use client'

import { Plus } from 'lucide-react'
import { focusElement, landmarks } from '../shell/landmarks.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { ConversationRow } from './conversation-row.tsx'
import { newChat, useConversations, useCurrentConversation } from './use-conversations.ts'

/** The user's chats, the latest first. `onChosen` is called after one was opened. */
export function ConversationList({ onChosen }: { onChosen?: () => void }) {
  const { data: conversations, isPending } = useConversations()
  const { id, open } = useCurrentConversation()
  const choose = (chat: string) => {
    open(chat)
    onChosen?.()
  }
  return (
    <nav aria-label="Chats" className="flex h-full flex-col gap-3 p-3">
      <Button
        onClick={() => {
          choose(newChat)
          focusElement(landmarks.composer)
        }}
      >
        <Plus size={17} />
        New chat
      </Button>
      {isPending ? (
        <Skeleton rows={3} className="p-2" />
      ) : (
        <ul className="scroll-thin -mx-1 flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-1">
          {conversations?.map((conversation) => (
            <ConversationRow
              key={conversation.id}
              conversation={conversation}
              current={conversation.id === id}
              onOpen={() => choose(conversation.id)}
            />
          ))}
        </ul>
      )}
      {conversations?.length === 0 && (
        <p className="px-2 text-sm text-muted">Your chats will be listed here. Write a message to start the first.</p>
      )}
    </nav>
  )
}
