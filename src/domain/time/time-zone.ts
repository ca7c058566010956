const known = new Map<string, boolean>()

/** Whether the runtime's tz database has this IANA name. Offsets such as `+02:00` are refused: they have no rules. */
export function isKnownTimeZone(name: string): boolean {
  const cached = known.get(name)
  if (cached !== undefined) return cached
  const result = /^[A-Za-z]/.test(name) && resolves(name)
  if (known.size < 2_000) known.set(name, result)
  return result
}

function resolves(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
