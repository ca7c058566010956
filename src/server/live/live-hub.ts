import type { Database } from '../database/client.ts'
import { follow } from './follow.ts'
import { createListener, type Listener } from './listener.ts'
import type { LiveUpdate } from './live-update.ts'

/** Whose updates, and from where. */
export type LiveStream = {
  userId: string
  sessionId: string | null
  /** The last number the client has seen; null for a new one. */
  lastEventId: string | null
  signal: AbortSignal
  /** Whether the session is still good; asked now and then. */
  sessionStands: () => Promise<boolean>
}

export type LiveHub = {
  /** Streams what happens to a user until `signal` aborts; AppError `signed_out` when the session ends. */
  updates(stream: LiveStream): AsyncGenerator<LiveUpdate>
  /** A hint that something of this user (null: of many) was committed. */
  wake(userId: string | null): void
  closeSession(sessionId: string): void
  /** Closes every stream of a user, but for one session where it is named. */
  closeUser(userId: string, options?: { except?: string }): void
  clients(): number
}

type HubOptions = {
  database: Pick<Database, 'tasks'>
  /** How often a stream looks without having been woken, milliseconds: a wake-up may be lost. */
  pollMs?: number
}

const defaultPollMs = 20_000

export function createLiveHub({ database, pollMs = defaultPollMs }: HubOptions): LiveHub {
  const listeners = new Map<string, Set<Listener>>()
  const of = (userId: string) => listeners.get(userId) ?? new Set<Listener>()
  const all = () => [...listeners.values()].flatMap((set) => [...set])

  async function* updates(stream: LiveStream): AsyncGenerator<LiveUpdate> {
    const { userId } = stream
    // First listen, then read: what is committed in between wakes this stream.
    const listener = createListener(stream)
    listeners.set(userId, of(userId).add(listener))
    try {
      yield* follow({ ...stream, database, listener, pollMs })
    } finally {
      listener.close()
      const rest = of(userId)
      rest.delete(listener)
      if (rest.size === 0) listeners.delete(userId)
    }
  }

  return {
    updates,
    wake(userId) {
      for (const listener of userId === null ? all() : of(userId)) listener.wake()
    },
    closeSession(sessionId) {
      for (const listener of all()) if (listener.sessionId === sessionId) listener.close()
    },
    closeUser(userId, { except } = {}) {
      for (const listener of of(userId)) if (except === undefined || listener.sessionId !== except) listener.close()
    },
    clients: () => all().length,
  }
}
