import { readFileSync } from 'node:fs'

type StopSignal = {
  /** Aborted when the product is asked to stop; its reason says by what. */
  signal: AbortSignal
  stop(reason: string): void
}

/** One Ctrl-C may arrive twice: from the terminal and from npm, which passes it on. */
const repeatMs = 1_000

/**
 * Hears Ctrl-C and SIGTERM, and the death of npm when that started us: a killed `npm start` must not leave the port
 * taken. The second request calls `force`.
 */
export function hearStopSignals(force: () => void): StopSignal {
  const controller = new AbortController()
  let firstAt = 0
  const stop = (reason: string): void => {
    if (!controller.signal.aborted) {
      firstAt = performance.now()
      controller.abort(reason)
    } else if (performance.now() - firstAt > repeatMs) force()
  }
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop(name))
  if (process.env.npm_lifecycle_event !== undefined) stopWithNpm(() => stop('npm was killed'))
  return { signal: controller.signal, stop }
}

/** npm runs a script in a shell, which outlives it: both the shell and who started it have to be watched. */
function stopWithNpm(stop: () => void): void {
  const parent = process.ppid
  const shell = ancestor(parent)
  const grandparent =
    shell !== undefined && /^(sh|bash|dash|ash|zsh|busybox)$/.test(shell.program) ? shell.parent : undefined
  const timer = setInterval(() => {
    const isHere = process.ppid === parent && (grandparent === undefined || ancestor(parent)?.parent === grandparent)
    if (isHere) return
    clearInterval(timer)
    stop()
  }, 500)
  timer.unref()
}

/** A process's program and its parent; undefined where the system does not tell. */
function ancestor(pid: number): { program: string; parent: number } | undefined {
  try {
    const [, program = '', parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return { program, parent: Number(parent) }
  } catch {
    // Only Linux has these files; elsewhere the death of the direct parent is all that is heard.
    return undefined
  }
}
