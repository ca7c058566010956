import { useState } from 'react'
import { problemOf, Unreachable } from '../rpc/problem.ts'

/** Runs what a form sends: whether it is under way, and the sentence to show when it failed. */
export function useAuthForm() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const run = async (send: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setError(null)
    try {
      await send()
      return true
    } catch (failure) {
      setError(wordsFor(failure))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, run }
}

/** Refusals bring their own sentence. */
export function wordsFor(failure: unknown): string {
  if (failure instanceof Unreachable) return 'The server cannot be reached. Check your connection and try again.'
  return problemOf(failure).message
}
