import { CloudUpload, RotateCcw } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { useSessions } from './chat-sessions.tsx'
import type { Turn } from './turns.ts'

/** Why a message was not answered to its end, and a way to send it again, unchanged. */
export function FailedTurn({ turn }: { turn: Turn }) {
  const sessions = useSessions()
  const { role, words, again, leave } = states[turn.status] ?? failed
  return (
    <li
      role={role}
      className={cx(
        'flex flex-wrap items-center justify-end gap-2 text-sm',
        role === 'status' ? 'text-muted' : 'text-danger',
      )}
    >
      {turn.status === 'waiting' && <CloudUpload size={15} aria-hidden="true" />}
      <span>{words ?? turn.problem}</span>
      <Button
        small
        onClick={() => (turn.status === 'waiting' ? void sessions.flush() : sessions.retry(turn.messageId))}
      >
        <RotateCcw size={14} />
        {again}
      </Button>
      <Button small look="quiet" onClick={() => sessions.discard(turn.messageId)}>
        {leave}
      </Button>
    </li>
  )
}

type State = { role: 'status' | 'alert'; words: string | null; again: string; leave: string }

const failed: State = { role: 'alert', words: null, again: 'Send again', leave: 'Discard' }
const states: Partial<Record<Turn['status'], State>> = {
  stopped: {
    role: 'status',
    words: 'You stopped this answer. What it had done stays done.',
    again: 'Go on',
    leave: 'Leave it',
  },
  waiting: {
    role: 'status',
    words: 'Waits on this device, and is sent once there is a connection.',
    again: 'Try now',
    leave: 'Discard',
  },
}
