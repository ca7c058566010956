'use client'

import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useLive } from '../live/live-updates.tsx'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useToasts } from '../ui/toasts.ts'
import { createPerform, type Perform } from './perform-action.ts'

const PerformContext = createContext<Perform>(() => Promise.resolve(null))

/** Lets everything below act on tasks. */
export function TaskActions({ children }: { children: ReactNode }) {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const toasts = useToasts()
  const { seen } = useLive()
  const perform = useMemo(
    () => createPerform({ api, cache, queries, seen, toasts }),
    [api, cache, queries, seen, toasts],
  )
  return <PerformContext value={perform}>{children}</PerformContext>
}

export const usePerform = (): Perform => useContext(PerformContext)
