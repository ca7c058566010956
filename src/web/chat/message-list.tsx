import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Message } from '../../domain/conversation.ts'
import { problemOf } from '../rpc/problem.ts'
import { Button } from '../ui/button.tsx'
import { lazily } from '../ui/lazily.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useSessions, useTurns } from './chat-sessions.tsx'
import { ChatStart } from './chat-start.tsx'
import { entriesOf } from './entries.ts'
import { latestExchange } from './latest-exchange.ts'
import { MessageView } from './message-view.tsx'
import { pendingHalves, type Turn } from './turns.ts'
import { useMessages } from './use-messages.ts'

const MessageActions = lazily(() => import('./message-actions.tsx').then((module) => module.MessageActions))
const Unanswered = lazily(() => import('./unanswered.tsx').then((module) => module.Unanswered))
const FailedTurn = lazily(() => import('./failed-turn.tsx').then((module) => module.FailedTurn))

/** Whether nothing more comes of a turn by itself, and its answer is not stored either. */
const isOver = (turn: Turn, messages: readonly Message[]): boolean =>
  turn.status === 'failed' ||
  turn.status === 'waiting' ||
  (turn.status === 'stopped' && pendingHalves(turn, messages).answer)

/** A conversation. The scroller runs from its bottom up, so the newest stays in view and older pages do not shift it. */
export function MessageList({ conversationId }: { conversationId: string }) {
  const turns = useTurns().filter((turn) => turn.conversationId === conversationId)
  const { messages, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useMessages(
    conversationId,
    !turns.some(({ fresh }) => fresh),
  )
  const sessions = useSessions()
  const spoken = useSyncExternalStore(sessions.subscribe, sessions.spoken, () => '')
  const empty = !isPending && messages.length === 0 && turns.length === 0
  const latest = latestExchange(messages)
  const last = messages.at(-1)
  const newest = turns.at(-1)?.messageId
  const scroller = useRef<HTMLDivElement>(null)
  // Who sends something wants to see what comes of it, wherever they had scrolled to.
  useEffect(() => {
    if (newest !== undefined) scroller.current?.scrollTo({ top: 0 })
  }, [newest])

  return (
    <div ref={scroller} className="scroll-thin flex min-h-0 flex-1 flex-col-reverse overflow-y-auto">
      <div className={empty ? 'my-auto' : 'mx-auto mt-auto w-full max-w-3xl px-4 pt-6 pb-2 md:px-8'}>
        {hasNextPage && (
          <div className="flex justify-center pb-4">
            <Button small look="quiet" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {isFetchingNextPage ? 'Loading…' : 'Show earlier messages'}
            </Button>
          </div>
        )}
        {isPending && turns.length === 0 && error === null && <Skeleton rows={4} />}
        {error !== null && (
          <div role="alert" className="flex flex-col items-start gap-3 text-muted">
            {problemOf(error).message}
            <Button small onClick={() => void refetch()}>
              Load this chat again
            </Button>
          </div>
        )}
        {empty && error === null && <ChatStart />}
        <ol className="flex flex-col gap-5">
          {entriesOf(messages, turns).map(({ key, message, waiting, questions }) => (
            <MessageView key={key} message={message} waiting={waiting} questions={questions} />
          ))}
          {turns.map((turn) => isOver(turn, messages) && <FailedTurn key={turn.messageId} turn={turn} />)}
        </ol>
        {turns.length === 0 && latest !== null && (
          <div className="pt-3">
            <MessageActions key={latest.messageId} message={latest.edited} />
          </div>
        )}
        {turns.length === 0 && last?.role === 'user' && <Unanswered key={last.id} message={last} />}
      </div>
      <p aria-live="polite" className="sr-only">
        {spoken}
      </p>
    </div>
  )
}
