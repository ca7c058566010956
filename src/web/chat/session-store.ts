import type { ChatEvent, Message } from '../../domain/conversation.ts'
import { problemOf, Unreachable } from '../rpc/problem.ts'
import { withRetry } from '../rpc/retry.ts'
import { advanceTurn, type Request, restartTurn, type Turn } from './turns.ts'

type Options = {
  /** Sends a turn's request and streams what becomes of it; safe to repeat. */
  stream: (turn: Turn, signal: AbortSignal) => Promise<AsyncIterable<ChatEvent>>
  /** Takes the stored messages of a turn whose answer is complete; the turn is shown until they are. */
  onStored: (conversationId: string, messages: Message[]) => Promise<void>
  newId: () => string
  now: () => string
}

/** The turns under way in every conversation; they go on while another part of the page is shown. */
export type SessionStore = {
  send: (conversationId: string, request: Request) => void
  retry: (messageId: string) => void
  /** Ends an answer that is coming in. What has been done by then stays done; `retry` goes on with the rest. */
  stop: (messageId: string) => void
  /** Has a message answered that is stored without an answer, because nobody waited for it. */
  resume: (message: { conversationId: string; id: string; text: string; createdAt: string }) => void
  /** Forgets a failed turn and returns what it asked. */
  discard: (messageId: string) => void
  subscribe: (listener: () => void) => () => void
  turns: () => readonly Turn[]
  /** The latest complete answer, for screen readers. */
  spoken: () => string
}

const fresh = { status: 'sending', text: '', parts: [], problem: null } as const

export function createSessionStore({ stream, onStored, newId, now }: Options): SessionStore {
  let turns: readonly Turn[] = []
  let spoken = ''
  const listeners = new Set<() => void>()
  const stops = new Map<string, AbortController>()
  const set = (next: readonly Turn[]) => {
    turns = next
    for (const listener of listeners) listener()
  }
  const change = (messageId: string, edit: (turn: Turn) => Turn | null) =>
    set(turns.flatMap((turn) => (turn.messageId === messageId ? (edit(turn) ?? []) : turn)))

  const attempt = async (turn: Turn, signal: AbortSignal) => {
    change(turn.messageId, restartTurn)
    const stored: Message[] = []
    for await (const event of await stream(turn, signal)) {
      signal.throwIfAborted()
      if (event.type === 'question' || event.type === 'answer') stored.push(event.message)
      if (event.type === 'answer') {
        spoken = event.message.text
        await onStored(turn.conversationId, stored)
      }
      change(turn.messageId, (current) => advanceTurn(current, event))
    }
    if (turns.some(({ messageId }) => messageId === turn.messageId)) throw new Unreachable('The answer broke off.')
  }

  const run = async (turn: Turn) => {
    const { messageId } = turn
    const { signal } = begin(messageId)
    try {
      // What fails because it was stopped is not to be tried again.
      await withRetry(() => attempt(turn, signal).catch((error) => throwUnlessAborted(error, signal)))
    } catch (error) {
      change(messageId, (current) => ({ ...current, status: 'failed', problem: problemOf(error).message }))
    }
  }
  const begin = (messageId: string): AbortController => {
    const controller = new AbortController()
    stops.set(messageId, controller)
    return controller
  }
  const start = (turn: Turn) => {
    set([...turns, turn])
    void run(turn)
  }

  return {
    send(conversationId, request) {
      start({ ...fresh, parts: [], conversationId, messageId: newId(), request, createdAt: now() })
    },
    resume({ conversationId, id, text, createdAt }) {
      const request = { kind: 'send', text, ignored: [] } as const
      start({ ...fresh, parts: [], conversationId, messageId: id, request, createdAt })
    },
    stop(messageId) {
      stops.get(messageId)?.abort()
      change(messageId, (turn) => ({ ...turn, status: 'stopped', problem: null }))
    },
    retry(messageId) {
      const turn = turns.find((candidate) => candidate.messageId === messageId)
      if (turn !== undefined) void run(turn)
    },
    discard: (messageId) => change(messageId, () => null),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    turns: () => turns,
    spoken: () => spoken,
  }
}

function throwUnlessAborted(error: unknown, signal: AbortSignal): void {
  if (!signal.aborted) throw error
}
