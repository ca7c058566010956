'use client'

import { RotateCcw } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { useSessions } from './chat-sessions.tsx'
import type { Turn } from './turns.ts'

/** Why a message could not be sent or answered, and a way to send it again, unchanged. */
export function FailedTurn({ turn }: { turn: Turn }) {
  const sessions = useSessions()
  return (
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
  )
}
