import { useSyncExternalStore } from 'react'

const tickMs = 30_000
let now = new Date().toISOString()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function tick(): void {
  now = new Date().toISOString()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, tickMs)
  // A laptop that was asleep shows yesterday's words until the next tick.
  if (listeners.size === 1) document.addEventListener('visibilitychange', tick)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    document.removeEventListener('visibilitychange', tick)
  }
}

/** The present instant, renewed twice a minute: one clock for everything on the page. */
export const useNow = (): string =>
  useSyncExternalStore(
    subscribe,
    () => now,
    () => now,
  )
