import { ArrowUp, Square } from 'lucide-react'
import { cx } from '../ui/class-names.ts'
import { useSessions, useTurns } from './chat-sessions.tsx'
import { useCurrentConversation } from './use-conversations.ts'

const round = 'grid size-9 shrink-0 place-items-center rounded-lg transition-colors'

/** Sends what is typed; while an answer comes in and nothing is typed, stops it. */
export function SendButton({ disabled, empty }: { disabled: boolean; empty: boolean }) {
  const sessions = useSessions()
  const { id } = useCurrentConversation()
  const running = useTurns().find(
    ({ conversationId, status }) => conversationId === id && (status === 'sending' || status === 'answering'),
  )
  if (empty && running !== undefined) {
    return (
      <button
        type="button"
        aria-label="Stop"
        title="Stop the answer"
        onClick={() => sessions.stop(running.messageId)}
        className={cx(round, 'bg-ink text-canvas')}
      >
        <Square size={14} fill="currentColor" />
      </button>
    )
  }
  return (
    <button
      type="submit"
      aria-label="Send"
      title="Send"
      disabled={disabled}
      className={cx(round, empty ? 'bg-sunken text-muted' : 'bg-accent text-on-accent hover:bg-accent-strong')}
    >
      <ArrowUp size={19} />
    </button>
  )
}
