import { found, type Match } from './piece.ts'
import { at, type Token } from './tokens.ts'

/**
 * Time zones as people write them after a time. "PST" is said in summer too, so a name means the clocks of the place,
 * not a fixed offset. One line each.
 */
const rows: readonly (readonly [zone: string, names: string])[] = [
  ['UTC', 'utc gmt zulu'],
  ['Europe/London', 'bst'],
  ['Europe/Lisbon', 'wet west'],
  ['Europe/Paris', 'cet cest'],
  ['Europe/Helsinki', 'eet eest'],
  ['Europe/Moscow', 'msk'],
  ['America/New_York', 'est edt et'],
  ['America/Chicago', 'cst cdt ct'],
  ['America/Denver', 'mst mdt mt'],
  ['America/Los_Angeles', 'pst pdt pt'],
  ['America/Anchorage', 'akst akdt'],
  ['Pacific/Honolulu', 'hst'],
  ['America/Sao_Paulo', 'brt'],
  ['Africa/Johannesburg', 'sast'],
  ['Asia/Kolkata', 'ist'],
  ['Asia/Singapore', 'sgt'],
  ['Asia/Hong_Kong', 'hkt'],
  ['Asia/Tokyo', 'jst'],
  ['Asia/Seoul', 'kst'],
  ['Australia/Sydney', 'aest aedt'],
  ['Australia/Perth', 'awst'],
  ['Pacific/Auckland', 'nzst nzdt'],
]
const byShortName = new Map(rows.flatMap(([zone, names]) => names.split(' ').map((name) => [name, zone])))

/** Before "time": "9am eastern time", "UK time". Cities are added from the list of zones. */
const regions: readonly (readonly [name: string, zone: string])[] = [
  ['eastern', 'America/New_York'],
  ['central', 'America/Chicago'],
  ['mountain', 'America/Denver'],
  ['pacific', 'America/Los_Angeles'],
  ['central european', 'Europe/Paris'],
  ['uk', 'Europe/London'],
  ['british', 'Europe/London'],
  ['german', 'Europe/Berlin'],
  ['india', 'Asia/Kolkata'],
  ['indian', 'Asia/Kolkata'],
  ['japan', 'Asia/Tokyo'],
  ['san francisco', 'America/Los_Angeles'],
  ['boston', 'America/New_York'],
  ['mumbai', 'Asia/Kolkata'],
  ['delhi', 'Asia/Kolkata'],
  ['beijing', 'Asia/Shanghai'],
]
const longestName = 3
let places: ReadonlyMap<string, string> | null = null

/** Names that may stand before "time", made when the first is asked for. */
function placeNames(): ReadonlyMap<string, string> {
  places ??= new Map([
    ...Intl.supportedValuesOf('timeZone').map((zone): [string, string] => [
      zone
        .slice(zone.lastIndexOf('/') + 1)
        .replaceAll('_', ' ')
        .toLowerCase(),
      zone,
    ]),
    ...regions,
  ])
  return places
}

/** "+2" after "GMT": a fixed number of hours ahead. The signs of these zones' names are the other way round. */
function matchHours(tokens: readonly Token[], index: number): Match<string> | null {
  const sign = at(tokens, index)
  const hours = at(tokens, index + 1)
  if (!/^[+-]$/.test(sign.word) || !sign.glued || !hours.glued || hours.digits === 0 || hours.digits > 2) return null
  if (hours.value > (sign.word === '+' ? 14 : 12) || at(tokens, index + 2).word === ':') return null
  const zone = hours.value === 0 ? 'UTC' : `Etc/GMT${sign.word === '+' ? '-' : '+'}${hours.value}`
  return found(index + 2, zone)
}

function matchPlace(tokens: readonly Token[], index: number): Match<string> | null {
  const start = at(tokens, index).word === 'in' ? index + 1 : index
  let name = ''
  for (let next = start; next < start + longestName && at(tokens, next).kind === 'word'; next++) {
    name = `${name}${name === '' ? '' : ' '}${at(tokens, next).word}`
    if (at(tokens, next + 1).word !== 'time') continue
    const zone = placeNames().get(name)
    return zone === undefined ? null : found(next + 2, zone)
  }
  return null
}

/**
 * The time zone a time of day is said in, right after it, as an IANA name: "GMT", "(PST)", "UTC+2", "New York time".
 * `bare`: the time is no more than a number, to which two letters are no zone ("at 5 pt").
 */
export function matchClockZone(tokens: readonly Token[], index: number, bare: boolean): Match<string> | null {
  const open = at(tokens, index).word === '('
  const start = open ? index + 1 : index
  const { word, opaque } = at(tokens, start)
  if (opaque) return null
  const short = bare && word.length < 3 ? undefined : byShortName.get(word)
  const zone =
    short === undefined
      ? matchPlace(tokens, start)
      : ((short === 'UTC' ? matchHours(tokens, start + 1) : null) ?? found(start + 1, short))
  if (zone === null) return null
  if (!open) return zone
  return at(tokens, zone.end).word === ')' ? found(zone.end + 1, zone.value) : null
}
