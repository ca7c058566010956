'use client'

import { memo } from 'react'
import type { Message } from '../../domain/conversation.ts'
import { AssistantBlock, AssistantText, UserBubble } from './bubble.tsx'
import { MessagePartView } from './message-part.tsx'

type Props = {
  message: Message
  /** Only the latest answer may still be answered. */
  latest: boolean
}

export const MessageView = memo(function MessageView({ message, latest }: Props) {
  if (message.role === 'user') return <UserBubble>{message.text}</UserBubble>
  return (
    <AssistantBlock>
      {message.text !== '' && <AssistantText>{message.text}</AssistantText>}
      {message.parts.map((part, index) => (
        // The parts of a stored message never change their order.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <MessagePartView key={index} part={part} conversationId={message.conversationId} open={latest} />
      ))}
    </AssistantBlock>
  )
})
