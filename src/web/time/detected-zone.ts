/** The browser's time zone by its IANA name; UTC where it keeps it to itself. */
export function detectedTimeZone(): string {
  const zone: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone
  return zone === undefined || zone === '' || zone === 'Etc/Unknown' ? 'UTC' : zone
}

/** Whether the browser's region writes 21:30 rather than 9:30 pm. */
export function detectedHourCycle(): 'h12' | 'h23' {
  return new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hour12 === true ? 'h12' : 'h23'
}

/** Whose order of day and month the browser's region writes. */
export function detectedLocale(): 'en-GB' | 'en-US' {
  const parts = new Intl.DateTimeFormat(undefined, { month: 'numeric', day: 'numeric' }).formatToParts(0)
  const at = (wanted: string) => parts.findIndex(({ type }) => type === wanted)
  return at('month') < at('day') ? 'en-US' : 'en-GB'
}

/** Whether two names may show different clocks; `Etc/UTC` and `UTC` are one zone. */
export function sameZone(left: string, right: string): boolean {
  const canonical = (zone: string) => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  return left === right || canonical(left) === canonical(right)
}
