import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { useLive } from '../live/live-updates.tsx'
import { createOutbox, deliver } from '../offline/outbox.ts'
import { OutboxContext } from '../offline/outbox-context.ts'
import { newId } from '../rpc/new-id.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useSignedIn } from '../shell/me.ts'
import { useToasts } from '../ui/toasts.ts'
import type { Perform, Performing } from './perform-action.ts'
import type { TaskAction } from './task-action.ts'

const PerformContext = createContext<Perform>(() => Promise.resolve(null))

/** The first of these means that someone is there and may soon act. */
const signsOfLife = ['pointerover', 'pointerdown', 'keydown', 'focusin'] as const

const flushAgainMs = 15_000

/** Lets everything below act on tasks. The code for it is fetched at the first sign of life, not with the page. */
export function TaskActions({ children }: { children: ReactNode }) {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const toasts = useToasts()
  const { seen, state } = useLive()
  const { user } = useSignedIn()
  const [outbox] = useState(() => createOutbox(localStorage))
  const keep = useCallback(
    (action: TaskAction, mutationId: string) =>
      outbox.add({ action, mutationId, userId: user.id, since: new Date().toISOString() }),
    [outbox, user.id],
  )
  const load = useMemo(() => {
    let made: Promise<Performing> | undefined
    return () => {
      // A change that has to wait is shown by code that can no longer be fetched then.
      made ??= Promise.all([import('./perform-action.ts'), import('../offline/waiting-changes.tsx')]).then(
        ([{ createPerform }]) => createPerform({ api, cache, queries, seen, toasts, keep }),
      )
      made.catch(() => {
        made = undefined
      })
      return made
    }
  }, [api, cache, queries, seen, toasts, keep])

  useEffect(() => {
    const stop = new AbortController()
    const warm = () => {
      stop.abort()
      load().catch(() => {})
    }
    for (const sign of signsOfLife) document.addEventListener(sign, warm, { passive: true, signal: stop.signal })
    return () => stop.abort()
  }, [load])

  useEffect(() => {
    if (state !== 'live') return
    let busy = false
    const flush = async () => {
      if (busy || outbox.list().length === 0) return
      busy = true
      const performing = await load().catch(() => null)
      if (performing !== null)
        await deliver(outbox, user.id, ({ action, mutationId }) => performing.redeliver(action, mutationId))
      busy = false
    }
    void flush()
    // What was refused in passing while the connection stood.
    const timer = setInterval(() => void flush(), flushAgainMs)
    return () => clearInterval(timer)
  }, [state, load, outbox, user.id])

  const perform = useMemo<Perform>(
    () =>
      async (action, mutationId = newId()) => {
        const performing = await load().catch(() => null)
        if (performing !== null) return performing.perform(action, mutationId)
        keep(action, mutationId)
        return 'kept'
      },
    [load, keep],
  )
  return (
    <OutboxContext value={outbox}>
      <PerformContext value={perform}>{children}</PerformContext>
    </OutboxContext>
  )
}

export const usePerform = (): Perform => useContext(PerformContext)
