import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { problemOf } from './problem.ts'
import { retryDelay, shouldRetry } from './retry.ts'
import { createApi, TRPCProvider } from './trpc.ts'

/**
 * The cache is kept right by live updates, so nothing is refetched by age or focus. `networkMode: always` because
 * browsers call a laptop without Wi-Fi offline even when the server runs on it.
 */
function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error, query) {
        const signedOut = problemOf(error).code === 'signed_out'
        const me = JSON.stringify(query.queryKey[0]) === '["me","get"]'
        if (signedOut && !me) void client.invalidateQueries({ queryKey: [['me']] })
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: shouldRetry,
        retryDelay,
      },
      mutations: { networkMode: 'always', retry: shouldRetry, retryDelay },
    },
  })
  return client
}

export function RpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  const [api] = useState(createApi)
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={api} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
