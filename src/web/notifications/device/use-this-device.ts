import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTRPC, useTRPCClient } from '../../rpc/trpc.ts'
import { useAction } from '../../rpc/use-action.ts'
import { deviceWords } from '../../settings/device-words.ts'
import { useToasts } from '../../ui/toasts.ts'
import { deviceKey, subscribeDevice } from './device-push.ts'

/** Turns notifications on for this device, and says so; to be called right after a click. */
export function useThisDevice(): () => Promise<void> {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const act = useAction()
  const toasts = useToasts()
  return useCallback(async () => {
    const { webPushPublicKey } = await cache.fetchQuery(queries.destinations.list.queryOptions())
    const subscription = await subscribeDevice(webPushPublicKey).catch(() => undefined)
    if (subscription === null)
      return void toasts.show({ tone: 'problem', text: 'This browser does not let the page show notifications.' })
    if (subscription === undefined)
      return void toasts.show({ tone: 'problem', text: 'The push service of this browser cannot be reached.' })
    const label = deviceWords(navigator.userAgent)
    const added = await act((mutationId) => api.destinations.addPush.mutate({ mutationId, subscription, label }))
    if (added === null) return
    localStorage.setItem(deviceKey, added.id)
    toasts.show({ tone: 'done', text: 'This device is told when something is due.' })
    await cache.invalidateQueries(queries.destinations.pathFilter())
  }, [act, api, cache, queries, toasts])
}
