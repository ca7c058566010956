import type { Message } from '../../domain/conversation.ts'
import { Button } from '../ui/button.tsx'
import { useSessions } from './chat-sessions.tsx'

/** A stored message that nobody waited for. It appears late: the answer may be coming in on another tab. */
export function Unanswered({ message }: { message: Message }) {
  const sessions = useSessions()
  return (
    <div className="flex animate-late items-center justify-end gap-2 pt-3 text-sm text-muted">
      This message was not answered to its end.
      <Button small onClick={() => sessions.resume(message)}>
        Answer it now
      </Button>
    </div>
  )
}
