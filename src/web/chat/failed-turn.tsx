import { RotateCcw } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { useSessions } from './chat-sessions.tsx'
import type { Turn } from './turns.ts'

/** Why a message was not answered to its end, and a way to send it again, unchanged. */
export function FailedTurn({ turn }: { turn: Turn }) {
  const sessions = useSessions()
  const stopped = turn.status === 'stopped'
  return (
    <li
      role={stopped ? 'status' : 'alert'}
      className={cx('flex flex-wrap items-center justify-end gap-2 text-sm', stopped ? 'text-muted' : 'text-danger')}
    >
      <span>{stopped ? 'You stopped this answer. What it had done stays done.' : turn.problem}</span>
      <Button small onClick={() => sessions.retry(turn.messageId)}>
        <RotateCcw size={14} />
        {stopped ? 'Go on' : 'Send again'}
      </Button>
      <Button small look="quiet" onClick={() => sessions.discard(turn.messageId)}>
        {stopped ? 'Leave it' : 'Discard'}
      </Button>
    </li>
  )
}
