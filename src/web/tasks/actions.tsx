'use client'

import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { useLive } from '../live/live-updates.tsx'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useToasts } from '../ui/toasts.ts'
import type { Perform } from './perform-action.ts'

const PerformContext = createContext<Perform>(() => Promise.resolve(null))

/** The first of these means that someone is there and may soon act. */
const signsOfLife = ['pointerover', 'pointerdown', 'keydown', 'focusin'] as const

/** Lets everything below act on tasks. The code for it is fetched at the first sign of life, not with the page. */
export function TaskActions({ children }: { children: ReactNode }) {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const toasts = useToasts()
  const { seen } = useLive()
  const load = useMemo(() => {
    let made: Promise<Perform> | undefined
    return () => {
      made ??= import('./perform-action.ts').then(({ createPerform }) =>
        createPerform({ api, cache, queries, seen, toasts }),
      )
      return made
    }
  }, [api, cache, queries, seen, toasts])

  useEffect(() => {
    const stop = new AbortController()
    const warm = () => {
      stop.abort()
      void load()
    }
    for (const sign of signsOfLife) document.addEventListener(sign, warm, { passive: true, signal: stop.signal })
    return () => stop.abort()
  }, [load])

  const perform = useMemo<Perform>(
    () =>
      async (...action) =>
        (await load())(...action),
    [load],
  )
  return <PerformContext value={perform}>{children}</PerformContext>
}

export const usePerform = (): Perform => useContext(PerformContext)
