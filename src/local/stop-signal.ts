type StopSignal = {
  /** Aborted when the product is asked to stop; its reason says by what. */
  signal: AbortSignal
  stop(reason: string): void
}

/**
 * Hears Ctrl-C and SIGTERM, and the death of npm when that started us: a killed `npm start` must not leave the port
 * taken. The second request calls `force`.
 */
export function hearStopSignals(force: () => void): StopSignal {
  const controller = new AbortController()
  const stop = (reason: string): void => {
    if (controller.signal.aborted) force()
    else controller.abort(reason)
  }
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop(name))
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid
    const timer = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(timer)
      stop('npm was killed')
    }, 500)
    timer.unref()
  }
  return { signal: controller.signal, stop }
}
