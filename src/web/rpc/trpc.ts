import { createTRPCClient, httpBatchStreamLink, httpSubscriptionLink, splitLink, type TRPCClient } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { limits } from '../../domain/limits.ts'
import { fetchAnswer } from './fetch-answer.ts'
import type { AppRouter } from './router-type.ts'

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()
export type Api = TRPCClient<AppRouter>
export type Queries = ReturnType<typeof useTRPC>

const url = '/api/trpc'

/** Subscriptions by server-sent events; everything else batched, each answer streamed as it is ready. */
export function createApi(): Api {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: httpBatchStreamLink({ url, fetch: fetchAnswer, maxURLLength: 6_000, maxItems: limits.callsPerRequest }),
      }),
    ],
  })
}
