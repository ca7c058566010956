import type { ChatEvent, Message } from '../../domain/conversation.ts'
import type { KeptTurns } from '../offline/kept-turns.ts'
import { problemOf, Unreachable } from '../rpc/problem.ts'
import { withRetry } from '../rpc/retry.ts'
import { advanceTurn, type Request, restartTurn, type Turn } from './turns.ts'

type Options = {
  /** Sends a turn's request and streams what becomes of it; safe to repeat. */
  stream: (turn: Turn, signal: AbortSignal) => Promise<AsyncIterable<ChatEvent>>
  /** Takes the stored messages of a turn whose answer is complete; the turn is shown until they are. */
  onStored: (turn: Turn, messages: Message[]) => Promise<void>
  newId: () => string
  now: () => string
  /** What was on its way when the page was left waits here for `flush`. */
  kept: KeptTurns
  /** False where trying makes no sense: messages then wait at once. */
  isOnline: () => boolean
}

/** Where a message goes; `fresh`: a conversation that is made with it. */
type To = { conversationId: string; fresh: boolean }

/** The turns under way in every conversation; they go on while another part of the page is shown. */
export type SessionStore = {
  send: (to: To, request: Request) => void
  retry: (messageId: string) => void
  /** Sends what waits for a connection, in order, until one still cannot be sent. */
  flush: () => Promise<void>
  /** Ends an answer that is coming in. What has been done by then stays done; `retry` goes on with the rest. */
  stop: (messageId: string) => void
  /** Has a message answered that is stored without an answer, because nobody waited for it. */
  resume: (message: { conversationId: string; id: string; text: string; createdAt: string }) => void
  /** Forgets a turn that has failed or waits, and what it asked. */
  discard: (messageId: string) => void
  subscribe: (listener: () => void) => () => void
  turns: () => readonly Turn[]
  /** The latest complete answer, for screen readers. */
  spoken: () => string
}

const blank = { status: 'sending', text: '', parts: [], problem: null, fresh: false } as const

export function createSessionStore({ stream, onStored, newId, now, kept, isOnline }: Options): SessionStore {
  const list = createTurnList(kept)
  const { change, turnOf } = list
  let spoken = ''
  const stops = new Map<string, AbortController>()

  const attempt = async (turn: Turn, signal: AbortSignal) => {
    change(turn.messageId, restartTurn)
    const stored: Message[] = []
    for await (const event of await stream(turn, signal)) {
      signal.throwIfAborted()
      if (event.type === 'question' || event.type === 'answer') stored.push(event.message)
      if (event.type === 'answer') {
        spoken = event.message.text
        await onStored(turn, stored)
      }
      change(turn.messageId, (current) => advanceTurn(current, event))
    }
    if (turnOf(turn.messageId) !== undefined) throw new Unreachable('The answer broke off.')
  }

  const run = async (turn: Turn) => {
    const { messageId } = turn
    const controller = new AbortController()
    const { signal } = controller
    stops.set(messageId, controller)
    try {
      // What fails because it was stopped is not to be tried again.
      await withRetry(() => attempt(turn, signal).catch((error) => throwUnlessAborted(error, signal)))
    } catch (error) {
      const { transient, message } = problemOf(error)
      const status = transient && turn.request.kind === 'send' ? 'waiting' : 'failed'
      change(messageId, (current) => ({ ...current, status, problem: message }))
    }
  }
  const flush = flushing(list, run)
  const start = (turn: Turn) => {
    // What is written later must not overtake what waits, and repeating in vain helps nobody.
    const waits =
      turn.request.kind === 'send' && (!isOnline() || list.turns().some(({ status }) => status === 'waiting'))
    list.add(waits ? { ...turn, status: 'waiting' } : turn)
    if (!waits) void run(turn)
    else if (isOnline()) void flush()
  }

  return {
    send({ conversationId, fresh }, request) {
      // The message before it may still be making the conversation.
      const made = list.turns().some((turn) => turn.fresh && turn.conversationId === conversationId)
      const to = { conversationId, fresh: fresh || made }
      start({ ...blank, ...to, parts: [], messageId: newId(), request, createdAt: now() })
    },
    resume({ conversationId, id, text, createdAt }) {
      const request = { kind: 'send', text, ignored: [] } as const
      start({ ...blank, parts: [], conversationId, messageId: id, request, createdAt })
    },
    flush,
    stop(messageId) {
      stops.get(messageId)?.abort()
      change(messageId, (turn) => ({ ...turn, status: 'stopped', problem: null }))
    },
    retry(messageId) {
      const turn = turnOf(messageId)
      if (turn !== undefined) void run(turn)
    },
    discard: (messageId) => change(messageId, () => null),
    subscribe: list.subscribe,
    turns: list.turns,
    spoken: () => spoken,
  }
}

/** Runs what waits, one after the other; whoever asks while that goes on waits for the same. */
function flushing(list: Pick<TurnList, 'turns' | 'turnOf'>, run: (turn: Turn) => Promise<void>): () => Promise<void> {
  let under: Promise<void> | null = null
  const all = async () => {
    for (;;) {
      const next = list.turns().find(({ status }) => status === 'waiting')
      if (next === undefined) return
      await run(next)
      if (list.turnOf(next.messageId)?.status === 'waiting') return
    }
  }
  return () => {
    under ??= all().finally(() => {
      under = null
    })
    return under
  }
}

type TurnList = ReturnType<typeof createTurnList>

/** The turns, kept on this device with every change. */
function createTurnList(kept: KeptTurns) {
  let turns: readonly Turn[] = kept.load()
  const listeners = new Set<() => void>()
  const set = (next: readonly Turn[]) => {
    turns = next
    kept.save(turns)
    for (const listener of listeners) listener()
  }
  return {
    turns: () => turns,
    turnOf: (messageId: string) => turns.find((turn) => turn.messageId === messageId),
    add: (turn: Turn) => set([...turns, turn]),
    /** Puts another turn in the place of one, or none. */
    change: (messageId: string, edit: (turn: Turn) => Turn | null) =>
      set(turns.flatMap((turn) => (turn.messageId === messageId ? (edit(turn) ?? []) : turn))),
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function throwUnlessAborted(error: unknown, signal: AbortSignal): void {
  if (!signal.aborted) throw error
}
