'use client'

import { memo } from 'react'
import type { Message } from '../../domain/conversation.ts'
import { lazily } from '../ui/lazily.tsx'
import { AssistantBlock, AssistantText, UserBubble } from './bubble.tsx'

const MessagePartView = lazily(() => import('./message-part.tsx').then((module) => module.MessagePartView))

type Props = {
  message: Message
  /** Only the latest answer may still be answered. */
  latest: boolean
}

export const MessageView = memo(function MessageView({ message, latest }: Props) {
  if (message.role === 'user') return <UserBubble>{message.text}</UserBubble>
  return (
    <AssistantBlock>
      {message.text !== '' && !asked(message) && <AssistantText>{message.text}</AssistantText>}
      {message.parts.map((part, index) => (
        // The parts of a stored message never change their order.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <MessagePartView key={index} part={part} conversationId={message.conversationId} open={latest} />
      ))}
    </AssistantBlock>
  )
})

/** Whether one of its parts asks just what the text says. */
const asked = ({ text, parts }: Message) => parts.some((part) => part.type === 'confirm' && part.question === text)
