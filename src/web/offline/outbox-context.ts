import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Outbox, Waiting } from './outbox.ts'

export const OutboxContext = createContext<Outbox | null>(null)

const none: readonly Waiting[] = []

/** The changes that wait for the server, oldest first. */
export function useWaiting(): readonly Waiting[] {
  const outbox = useContext(OutboxContext)
  return useSyncExternalStore(
    (listener) => outbox?.subscribe(listener) ?? (() => {}),
    () => outbox?.list() ?? none,
    () => none,
  )
}
