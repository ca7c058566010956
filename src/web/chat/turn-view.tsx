'use client'

import { RotateCcw } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { AssistantBlock, AssistantText, UserBubble } from './bubble.tsx'
import { useSessions } from './chat-sessions.tsx'
import { MessagePartView } from './message-part.tsx'
import { questionOf, type Turn } from './turns.ts'

type Props = { turn: Turn; question: boolean; answer: boolean }

/** A question on its way, the answer as it comes in, or why it failed with a way to send it again. */
export function TurnView({ turn, question, answer }: Props) {
  const sessions = useSessions()
  return (
    <>
      {question && <UserBubble>{questionOf(turn)}</UserBubble>}
      {turn.status === 'failed' ? (
        <li role="alert" className="flex flex-wrap items-center justify-end gap-2 text-sm text-danger">
          <span>{turn.problem}</span>
          <Button small onClick={() => sessions.retry(turn.messageId)}>
            <RotateCcw size={14} />
            Send again
          </Button>
          <Button small look="quiet" onClick={() => sessions.discard(turn.messageId)}>
            Discard
          </Button>
        </li>
      ) : (
        answer && (
          <AssistantBlock>
            {turn.text === '' && turn.parts.length === 0 ? <Thinking /> : <AssistantText>{turn.text}</AssistantText>}
            {turn.parts.map((part, index) => (
              // Parts only ever come in at the end.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <MessagePartView key={index} part={part} conversationId={turn.conversationId} open={false} />
            ))}
          </AssistantBlock>
        )
      )}
    </>
  )
}

function Thinking() {
  return (
    <p className="flex h-6 items-center gap-1.5">
      <span className="sr-only">Working on it…</span>
      <span className="size-2 animate-blink rounded-full bg-muted" />
      <span className="size-2 animate-blink rounded-full bg-muted [animation-delay:180ms]" />
      <span className="size-2 animate-blink rounded-full bg-muted [animation-delay:360ms]" />
    </p>
  )
}
