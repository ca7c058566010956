// An Intl.DateTimeFormat costs about 60 µs to make and 1 µs to use: one is kept per zone. Names differing in case
// are names of their own, so the number is bounded.
const formats = new Map<string, Intl.DateTimeFormat>()
const keptFormats = 1_000

/** How far local time in `timeZone` is ahead of UTC at `epochMs`, in milliseconds. An unknown zone is a RangeError. */
export function zoneOffset(epochMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0
  // "11/5/2026, GMT+01:00", "… GMT-00:44:30", "… GMT"
  const text = formatOf(timeZone).format(epochMs)
  const found = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text)
  if (found === null) throw new RangeError(`No offset in "${text}"`)
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = found
  const offset = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000
  return sign === '-' ? -offset : offset
}

/** The first millisecond in (`from`, `to`] that has the offset of `to`, where exactly one transition lies between. */
export function transitionBetween(from: number, to: number, timeZone: string): number {
  const after = zoneOffset(to, timeZone)
  let low = from
  let high = to
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (zoneOffset(middle, timeZone) === after) high = middle
    else low = middle
  }
  return high
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  if (formats.size >= keptFormats) formats.clear()
  formats.set(timeZone, made)
  return made
}
