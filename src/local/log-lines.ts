/** What a line of a process's log says to the person at the terminal: its error, or nothing. */
export function errorsOf(line: string): string[] {
  if (!line.startsWith('{')) return /\b(error|fatal|exception)\b/i.test(line) ? [line.trim()] : []
  try {
    const { level, msg, err } = JSON.parse(line)
    if (level !== 'error' && level !== 'fatal') return []
    return [`${msg ?? 'error'}${reasonOf(err)}`]
  } catch {
    // A line cut short, or no JSON after all.
    return []
  }
}

function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const reason = 'reason' in error ? error.reason : 'code' in error ? error.code : undefined
  const text = typeof reason === 'string' ? `: ${reason}` : ''
  return `${text}${'cause' in error ? reasonOf(error.cause) : ''}`
}

/** Lets a message through once a minute at most. `now` in milliseconds. */
export function onceAMinute(now: () => number): (message: string) => boolean {
  const shown = new Map<string, number>()
  return (message) => {
    const at = now()
    for (const [text, time] of shown) if (at - time >= 60_000) shown.delete(text)
    if (shown.has(message)) return false
    shown.set(message, at)
    return true
  }
}
