'use client'

import { memo } from 'react'
import { lazily } from '../ui/lazily.tsx'
import { AssistantBlock, AssistantText, Thinking, UserBubble } from './bubble.tsx'
import type { Entry } from './entries.ts'

const MessagePartView = lazily(() => import('./message-part.tsx').then((module) => module.MessagePartView))

type Props = Omit<Entry, 'key'>

export const MessageView = memo(function MessageView({ message, waiting, open }: Props) {
  if (message.role === 'user') return <UserBubble>{message.text}</UserBubble>
  return (
    <AssistantBlock>
      {waiting && <Thinking />}
      {message.text !== '' && !asked(message) && <AssistantText>{message.text}</AssistantText>}
      {message.parts.map((part, index) => (
        // Parts only ever come in at the end, and keep their order.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <MessagePartView key={index} part={part} conversationId={message.conversationId} open={open} />
      ))}
    </AssistantBlock>
  )
})

/** Whether one of its parts asks just what the text says. */
const asked = ({ text, parts }: Entry['message']) =>
  parts.some((part) => part.type === 'confirm' && part.question === text)
