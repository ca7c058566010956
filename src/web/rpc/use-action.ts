import { useCallback } from 'react'
import { useToasts } from '../ui/toasts.ts'
import { newId } from './new-id.ts'
import { problemOf } from './problem.ts'
import { withRetry } from './retry.ts'

/** Runs a call under one mutation id, repeats it when it fails in passing, and says so when it fails for good. */
export function useAction(): <T>(call: (mutationId: string) => Promise<T>) => Promise<T | null> {
  const toasts = useToasts()
  return useCallback(
    async (call) => {
      const mutationId = newId()
      try {
        return await withRetry(() => call(mutationId))
      } catch (error) {
        toasts.show({ tone: 'problem', text: problemOf(error).message })
        return null
      }
    },
    [toasts],
  )
}
