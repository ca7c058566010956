import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Settings } from '../../domain/settings.ts'
import type { Me } from '../rpc/contract.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useAction } from '../rpc/use-action.ts'

/** Shows changed settings at once and stores them; takes them back, with an explanation, when that fails. */
export function useSaveSettings(): (change: Partial<Settings>) => Promise<boolean> {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const act = useAction()
  return useCallback(
    async (change) => {
      const show = (next: Partial<Settings>) =>
        cache.setQueryData<Me>(queries.me.get.queryKey(), (me) =>
          me?.settings ? { ...me, settings: { ...me.settings, ...next } } : me,
        )
      const before = cache.getQueryData<Me>(queries.me.get.queryKey())?.settings
      show(change)
      const saved = await act((mutationId) => api.me.updateSettings.mutate({ mutationId, settings: change }))
      if (saved !== null) show(saved)
      else if (before) show(before)
      // What counts as today and this week depends on them.
      void cache.invalidateQueries(queries.tasks.pathFilter())
      return saved !== null
    },
    [act, api, cache, queries],
  )
}
