import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { MessageKind, NotifyRules } from '../../../domain/destination.ts'
import { useTRPC, useTRPCClient } from '../../rpc/trpc.ts'
import { useAction } from '../../rpc/use-action.ts'

/** Changes of destinations; each tells of a problem by itself and renews what is shown. Null where it failed. */
export function useDestinations() {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const act = useAction()
  return useMemo(() => {
    const changing = async <T>(call: (mutationId: string) => Promise<T>): Promise<T | null> => {
      const result = await act(call)
      await cache.invalidateQueries(queries.destinations.pathFilter())
      return result
    }
    const { destinations } = api
    return {
      addEmail: (address: string) => changing((mutationId) => destinations.addEmail.mutate({ mutationId, address })),
      confirmEmail: (id: string, code: string) =>
        changing((mutationId) => destinations.confirmEmail.mutate({ mutationId, id, code })),
      addWebhook: (url: string) => changing((mutationId) => destinations.addWebhook.mutate({ mutationId, url })),
      update: (id: string, change: { on?: boolean; sends?: MessageKind[] }) =>
        changing((mutationId) => destinations.update.mutate({ mutationId, id, ...change })),
      remove: (id: string) => changing((mutationId) => destinations.remove.mutate({ mutationId, id })),
      test: (id: string) => changing((mutationId) => destinations.test.mutate({ mutationId, id })),
      saveRules: (rules: NotifyRules) => changing((mutationId) => destinations.saveRules.mutate({ mutationId, rules })),
    }
  }, [act, api, cache, queries])
}
