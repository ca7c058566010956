import type { LiveUpdate } from '../rpc/contract.ts'
import { problemOf } from '../rpc/problem.ts'

/** `lost`: it was there or should be, and is being tried again. */
export type LiveState = 'connecting' | 'live' | 'lost'

type Handlers = {
  onData: (event: { id: string; data: LiveUpdate }) => void
  onError: (error: unknown) => void
  onState: (state: 'connecting' | 'pending' | 'idle') => void
}

type Options = {
  /** Opens the stream after `lastEventId`; null: from now on. */
  open: (lastEventId: string | null, handlers: Handlers) => { unsubscribe: () => void }
  onUpdate: (update: LiveUpdate) => void
  onState: (state: LiveState) => void
  /** The session has ended: there is no use in trying again. */
  onSignedOut: () => void
  /** Calls `run` after some milliseconds unless the returned function is called before. */
  schedule: (run: () => void, ms: number) => () => void
}

const firstDelayMs = 500
const longestDelayMs = 15_000

export type LiveConnection = {
  /** Tries again at once if the connection is lost; for the moment when the network returns. */
  hurry: () => void
  close: () => void
}

/**
 * Keeps the stream of live updates open. The browser's EventSource gives up for good when a server answers with an
 * error, so it is opened anew, with growing pauses, after the last number that was seen: nothing is missed or repeated.
 */
export function keepLive({ open, onUpdate, onState, onSignedOut, schedule }: Options): LiveConnection {
  let lastEventId: string | null = null
  let delay = firstDelayMs
  let stream: { unsubscribe: () => void } | undefined
  let cancelRetry: (() => void) | undefined

  const connect = () => {
    cancelRetry = undefined
    stream = open(lastEventId, {
      onData({ id, data }) {
        lastEventId = id
        delay = firstDelayMs
        onState('live')
        onUpdate(data)
      },
      onState(state) {
        if (state === 'connecting') onState(lastEventId === null ? 'connecting' : 'lost')
      },
      onError(error) {
        if (problemOf(error).code === 'signed_out') onSignedOut()
        onState('lost')
        cancelRetry = schedule(connect, delay)
        delay = Math.min(delay * 2, longestDelayMs)
      },
    })
  }
  connect()
  return {
    hurry() {
      if (cancelRetry === undefined) return
      cancelRetry()
      connect()
    },
    close() {
      cancelRetry?.()
      stream?.unsubscribe()
    },
  }
}
