import { transitionBetween, zoneOffset } from '../time/zone-offset.ts'
import { contentLine, dateValue } from './content-line.ts'

const weekMs = 7 * 86_400_000

/** A VTIMEZONE with every change of clocks between two years; for readers that do not know the zone by its name. */
export function timeZoneLines(timeZone: string, years: { from: number; until: number }): string[] {
  const start = Date.UTC(years.from, 0)
  const first = zoneOffset(start, timeZone)
  const observances = new Map<string, { from: number; to: number; at: string[] }>()
  for (let at = start; at < Date.UTC(years.until + 1, 0); at += weekMs) {
    const [from, to] = [zoneOffset(at, timeZone), zoneOffset(at + weekMs, timeZone)]
    if (from === to) continue
    const key = `${from} ${to}`
    const known = observances.get(key) ?? { from, to, at: [] }
    // Written as the clocks showed it that were about to change.
    known.at.push(localAt(transitionBetween(at, at + weekMs, timeZone) + from))
    observances.set(key, known)
  }
  return [
    'BEGIN:VTIMEZONE',
    contentLine('TZID', timeZone),
    ...observance('STANDARD', { from: first, to: first, at: [localAt(start)] }),
    ...[...observances.values()].flatMap((each) => observance(each.to > each.from ? 'DAYLIGHT' : 'STANDARD', each)),
    'END:VTIMEZONE',
  ]
}

function observance(kind: 'STANDARD' | 'DAYLIGHT', { from, to, at }: { from: number; to: number; at: string[] }) {
  const [first = '', ...others] = at
  return [
    `BEGIN:${kind}`,
    contentLine('DTSTART', first),
    // One to a line: some readers take only the first of several.
    ...others.map((other) => contentLine('RDATE', other)),
    contentLine('TZOFFSETFROM', offsetValue(from)),
    contentLine('TZOFFSETTO', offsetValue(to)),
    `END:${kind}`,
  ]
}

const localAt = (epochMs: number): string => dateValue(new Date(epochMs).toISOString().slice(0, 16))

function offsetValue(ms: number): string {
  const seconds = Math.abs(ms) / 1_000
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const rest = seconds % 60
  return `${ms < 0 ? '-' : '+'}${two(seconds / 3_600)}${two((seconds % 3_600) / 60)}${rest === 0 ? '' : two(rest)}`
}
