import type { Database } from '../database/client.ts'
import { follow } from './follow.ts'
import { createListener, type Listener } from './listener.ts'
import type { LiveUpdate } from './live-update.ts'

/** Whose updates, and from where. */
export type LiveStream = {
  userId: string
  /** The last number the client has seen; null for a new one. */
  lastEventId: string | null
  signal: AbortSignal
  /** Whether the session is still good; asked now and then. */
  sessionStands: () => Promise<boolean>
}

export type LiveHub = {
  /** Streams what happens to a user until `signal` aborts; AppError `signed_out` when the session ends. */
  updates(stream: LiveStream): AsyncGenerator<LiveUpdate>
  /** A hint that something of this user was committed. */
  wake(userId: string): void
  /** A hint that something of anybody may have been committed unheard. */
  wakeAll(): void
  /** Lets every stream of a user ask whether its session is still good, and end where it is not. */
  recheck(userId: string): void
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
  const all = () => [...listeners.values()].flatMap((set) => [...set])
  const of = (userId: string) => listeners.get(userId) ?? new Set<Listener>()

  async function* updates(stream: LiveStream): AsyncGenerator<LiveUpdate> {
    const { userId } = stream
    // First listen, then read: what is committed in between wakes this stream.
    const listener = createListener(stream.signal)
    listeners.set(userId, of(userId).add(listener))
    try {
      yield* follow({ ...stream, database, listener, pollMs })
    } finally {
      const rest = of(userId)
      rest.delete(listener)
      if (rest.size === 0) listeners.delete(userId)
    }
  }

  return {
    updates,
    wake(userId) {
      for (const listener of of(userId)) listener.wake()
    },
    wakeAll() {
      for (const listener of all()) listener.wake()
    },
    recheck(userId) {
      for (const listener of of(userId)) listener.recheck()
    },
    clients: () => all().length,
  }
}
