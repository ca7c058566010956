import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { LiveUpdate } from '../rpc/contract.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import type { LiveTarget } from './apply-update.ts'
import { keepLive, type LiveState } from './connection.ts'
import { createSeqLog } from './seq-log.ts'

type Live = { state: LiveState; seen: LiveTarget['seen'] }

const LiveContext = createContext<Live | null>(null)

export function useLive(): Live {
  const live = useContext(LiveContext)
  if (live === null) throw new Error('Live updates are not running here.')
  return live
}

/**
 * Imports resolve in the order they were asked for, so updates keep theirs. Where the code cannot be had, because the
 * connection is half gone or a new version has taken its place, everything is fetched anew as soon as that goes.
 */
function apply(update: LiveUpdate, target: LiveTarget): void {
  void import('./apply-update.ts').then(
    ({ applyLiveUpdate }) => applyLiveUpdate(update, target),
    () => target.cache.invalidateQueries(),
  )
}

/** How long the page waits for the stream before it loads without. */
const patienceMs = 150

/**
 * Opens the stream of live updates, then shows the page: what is fetched after `ready` cannot have missed a change.
 * Where the stream takes too long the page goes ahead, and everything is fetched again once the stream is there.
 */
export function LiveUpdates({ children, waiting }: { children: ReactNode; waiting: ReactNode }) {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const [seen] = useState(createSeqLog)
  const [state, setState] = useState<LiveState>('connecting')
  const [started, setStarted] = useState(false)
  const late = useRef(false)

  useEffect(() => {
    const impatient = setTimeout(() => {
      late.current = true
      setStarted(true)
    }, patienceMs)
    const connection = keepLive({
      open: (lastEventId, { onData, onError, onState }) =>
        api.live.updates.subscribe(
          { lastEventId },
          { onData, onError, onConnectionStateChange: (change) => onState(change.state) },
        ),
      onUpdate(update) {
        if (update.type === 'ready' && late.current) void cache.invalidateQueries()
        late.current = false
        clearTimeout(impatient)
        setStarted(true)
        if (update.type === 'ready') return
        apply(update, { cache, queries, seen })
      },
      onState: setState,
      onSignedOut: () => void cache.invalidateQueries(queries.me.get.pathFilter()),
      schedule(run, ms) {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    })
    const hurry = () => connection.hurry()
    window.addEventListener('online', hurry)
    document.addEventListener('visibilitychange', hurry)
    return () => {
      clearTimeout(impatient)
      window.removeEventListener('online', hurry)
      document.removeEventListener('visibilitychange', hurry)
      connection.close()
    }
  }, [api, cache, queries, seen])

  const live = useMemo(() => ({ state, seen }), [state, seen])
  return <LiveContext value={live}>{started ? children : waiting}</LiveContext>
}
