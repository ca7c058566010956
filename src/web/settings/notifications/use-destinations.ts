import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { MessageKind, NotifyRules } from '../../../domain/destination.ts'
import type { Destinations } from '../../rpc/contract.ts'
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
    // What is chosen is shown at once, past an answer under way that does not know it yet; renewing takes it back where it
    // failed.
    const show = (edit: (shown: Destinations) => Destinations) => {
      void cache.cancelQueries(queries.destinations.pathFilter(), { revert: false, silent: true })
      cache.setQueryData<Destinations>(queries.destinations.list.queryKey(), (shown) => shown && edit(shown))
    }
    const showSends = (id: string, sends: MessageKind[]) =>
      show((shown) => ({
        ...shown,
        destinations: shown.destinations.map((each) => (each.id === id ? { ...each, sends } : each)),
      }))
    return {
      addEmail: (address: string) => changing((mutationId) => destinations.addEmail.mutate({ mutationId, address })),
      confirmEmail: (id: string, code: string) =>
        changing((mutationId) => destinations.confirmEmail.mutate({ mutationId, id, code })),
      addWebhook: (url: string) => changing((mutationId) => destinations.addWebhook.mutate({ mutationId, url })),
      update: (id: string, change: { on?: boolean; sends?: MessageKind[] }) => {
        if (change.sends) showSends(id, change.sends)
        return changing((mutationId) => destinations.update.mutate({ mutationId, id, ...change }))
      },
      remove: (id: string) => changing((mutationId) => destinations.remove.mutate({ mutationId, id })),
      test: (id: string) => changing((mutationId) => destinations.test.mutate({ mutationId, id })),
      saveRules: (rules: NotifyRules) => {
        show((shown) => ({ ...shown, rules }))
        return changing((mutationId) => destinations.saveRules.mutate({ mutationId, rules }))
      },
    }
  }, [act, api, cache, queries])
}
