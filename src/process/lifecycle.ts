import type { Log } from './log.ts'

type Running = { close(): Promise<unknown> }

type LifecycleOptions = {
  log: Log
  /** How long closing may take before the process gives up and exits with 1. */
  graceMs?: number
  /** Starts the process; `signal` is aborted when it is asked to stop, even before `start` has resolved. */
  start: (signal: AbortSignal) => Promise<Running>
}

/**
 * Runs a process: SIGTERM or SIGINT closes what `start` returned and exits with 0.
 * A failed start, a failed or overlong close and an uncaught error exit with 1. A process started over an IPC channel
 * stops in the same way when its parent goes, however the parent died.
 */
export async function runProcess({ log, graceMs = 20_000, start }: LifecycleOptions): Promise<void> {
  const stop = new AbortController()
  const requestStop = (reason: string) => {
    // Ctrl-C reaches the whole process group and then comes again from the supervisor.
    if (stop.signal.aborted) return
    log.info({ reason }, 'stopping')
    setTimeout(() => {
      log.error('draining took too long')
      process.exit(1)
    }, graceMs).unref()
    stop.abort(new Error(reason))
  }
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => requestStop(name))
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught error')
    process.exit(1)
  })
  onParentGone(() => requestStop('parent gone'))
  try {
    const running = await start(stop.signal)
    if (!stop.signal.aborted)
      await new Promise((resolve) => stop.signal.addEventListener('abort', resolve, { once: true }))
    await running.close()
  } catch (error) {
    // Being asked to stop while starting is no failure.
    if (!stop.signal.aborted || error !== stop.signal.reason) {
      log.fatal({ err: error }, 'process failed')
      process.exit(1)
    }
  }
  process.exit(0)
}

/** Calls `gone` when the IPC channel to the parent closes, or at once if it had closed before. */
export function onParentGone(gone: () => void): void {
  if (process.connected === undefined) return
  if (!process.connected) {
    gone()
    return
  }
  process.once('disconnect', gone)
  process.channel?.unref()
}
