/** What wakes one stream: hints, a doubt about its session, time passing, its end. What comes early is kept. */
export type Listener = {
  wake(): void
  recheck(): void
  /** Resolves at the next wake-up, after `ms` at the latest, or at once when the stream has ended. */
  wait(ms: number): Promise<'woken' | 'recheck' | 'timeout' | 'closed'>
}

export function createListener(signal: AbortSignal): Listener {
  let woken = false
  let doubted = false
  let settle = () => {}
  signal.addEventListener('abort', () => settle(), { once: true })
  return {
    wake() {
      woken = true
      settle()
    },
    recheck() {
      doubted = true
      settle()
    },
    async wait(ms) {
      if (!woken && !doubted && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          settle = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      const reason = signal.aborted ? 'closed' : doubted ? 'recheck' : woken ? 'woken' : 'timeout'
      woken = false
      doubted = false
      return reason
    },
  }
}
