/** What wakes one stream: hints, time passing, its end. A hint that comes while nobody waits is kept. */
export type Listener = {
  sessionId: string | null
  wake(): void
  close(): void
  /** Resolves when woken, after `ms`, or at once when closed. */
  wait(ms: number): Promise<'woken' | 'timeout' | 'closed'>
}

export function createListener({ sessionId, signal }: { sessionId: string | null; signal: AbortSignal }): Listener {
  let woken = false
  let closed = signal.aborted
  let settle: (() => void) | null = null
  const close = () => {
    closed = true
    settle?.()
  }
  signal.addEventListener('abort', close, { once: true })
  return {
    sessionId,
    wake() {
      woken = true
      settle?.()
    },
    close,
    async wait(ms) {
      if (!woken && !closed) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          settle = () => {
            clearTimeout(timer)
            resolve()
          }
        })
        settle = null
      }
      if (closed) return 'closed'
      const result = woken ? 'woken' : 'timeout'
      woken = false
      return result
    },
  }
}
