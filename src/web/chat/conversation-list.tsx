import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { limits } from '../../domain/limits.ts'
import { useTRPC } from '../rpc/trpc.ts'
import { focusElement, landmarks } from '../shell/landmarks.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { ConversationRow } from './conversation-row.tsx'
import { foundChats } from './found-chats.ts'
import { newChat, useConversations, useCurrentConversation } from './use-conversations.ts'

/** With fewer chats than this, looking is quicker than typing. */
const searchableFrom = 3

/** The user's chats, the latest first. `onChosen` is called after one was opened. */
export function ConversationList({ onChosen }: { onChosen?: () => void }) {
  const { data: conversations = [], isPending } = useConversations()
  const [text, setText] = useState('')
  const looked = useDeferredValue(text.trim())
  const queries = useTRPC()
  const { data: hits = [] } = useQuery(
    queries.chat.search.queryOptions(
      { text: looked },
      { enabled: looked !== '', staleTime: 0, placeholderData: keepPreviousData },
    ),
  )
  const found = foundChats(conversations, looked, looked === '' ? [] : hits)
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
      {conversations.length > searchableFrom && (
        <input
          type="search"
          aria-label="Search the chats"
          placeholder="Search chats"
          value={text}
          maxLength={limits.searchLength}
          onChange={(event) => setText(event.target.value)}
          className="field h-9"
        />
      )}
      {isPending ? (
        <Skeleton rows={3} className="p-2" />
      ) : (
        <ul className="scroll-thin -mx-1 flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-1">
          {found.map(({ conversation, excerpt }) => (
            <ConversationRow
              key={conversation.id}
              conversation={conversation}
              excerpt={excerpt}
              current={conversation.id === id}
              onOpen={() => choose(conversation.id)}
            />
          ))}
          {found.length === 0 && (
            <li className="px-2 text-sm text-muted">
              {conversations.length === 0
                ? 'Your chats will be listed here. Write a message to start the first.'
                : `No chat has “${text.trim()}”.`}
            </li>
          )}
        </ul>
      )}
    </nav>
  )
}
