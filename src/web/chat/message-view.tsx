import { memo } from 'react'
import { lazily } from '../ui/lazily.tsx'
import { AssistantBlock, AssistantText, Thinking, UserBubble } from './bubble.tsx'
import type { Entry } from './entries.ts'

const MessagePartView = lazily(() => import('./message-part.tsx').then((module) => module.MessagePartView))

type Props = Omit<Entry, 'key'>

export const MessageView = memo(function MessageView({ message, waiting, questions }: Props) {
  if (message.role === 'user') return <UserBubble>{message.text}</UserBubble>
  const said = textBeside(message)
  return (
    <AssistantBlock>
      {waiting && <Thinking />}
      {said !== '' && <AssistantText>{said}</AssistantText>}
      {message.parts.map((part, index) => (
        // Parts only ever come in at the end, and keep their order.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <MessagePartView key={index} part={part} conversationId={message.conversationId} questions={questions} />
      ))}
    </AssistantBlock>
  )
})

/** The text without the questions that its parts ask themselves. */
function textBeside({ text, parts }: Entry['message']): string {
  const asked = parts.flatMap((part) => (part.type === 'confirm' ? part.question : []))
  return text
    .split('\n')
    .filter((line) => !asked.includes(line))
    .join('\n')
}
