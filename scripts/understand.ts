import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { summarize } from '../src/domain/language/summary.ts'
import { understand } from '../src/domain/language/understand.ts'
import { resolveWallTime } from '../src/domain/time/resolve.ts'
import { isKnownTimeZone } from '../src/domain/time/time-zone.ts'

// Reads messages from standard input and prints what the parser understands, one JSON object a line for each line.
// A line is a message, or a JSON object {text, now, timeZone}, which overrides the flags; a line that begins with `{`
// is always read as JSON. A line that cannot be read gives {"error": "…"} in its place, and the next ones go on.
// Exit code: 0 where every line was understood as one, 1 where some were not, 2 for wrong flags.

const usage = 'Usage: understand [--now 2026-11-23T09:00] [--zone Europe/Berlin] [--week-start 1] < messages'

/** Why a line or the flags cannot be read, as a sentence. */
class InputError extends Error {}

const localTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?$/

/** The instant of a local time in the zone, or of one with `Z` or an offset. */
function instantOf(now: string, timeZone: string): string {
  const local = localTime.test(now)
  const epochMs = Date.parse(local ? `${now.length === 10 ? `${now}T00:00` : now}Z` : now)
  const exists = /^\d{4}-\d\d-\d\dT/.test(now) || local
  if (!exists || Number.isNaN(epochMs) || (local && !new Date(epochMs).toISOString().startsWith(now.slice(0, 10))))
    throw new InputError(`"now" must be a time such as 2026-11-23T09:00, not ${JSON.stringify(now)}`)
  return local
    ? resolveWallTime(new Date(epochMs).toISOString().slice(0, 16), timeZone).instant
    : new Date(epochMs).toISOString()
}

function zoneOf(timeZone: string): string {
  if (!isKnownTimeZone(timeZone)) throw new InputError(`unknown time zone ${JSON.stringify(timeZone)}`)
  return timeZone
}

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        now: { type: 'string' },
        zone: { type: 'string', default: 'UTC' },
        'week-start': { type: 'string', default: '1' },
      },
    })
    if (!/^[1-7]$/.test(values['week-start'])) throw new InputError('--week-start must be 1 (Monday) to 7 (Sunday)')
    const timeZone = zoneOf(values.zone)
    const now = values.now ?? new Date().toISOString()
    instantOf(now, timeZone)
    return { now, timeZone, weekStart: Number(values['week-start']) }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
    process.exit(2)
  }
}

const flags = readFlags()

function readLine(line: string): { text: string; now: string; timeZone: string } {
  if (!/^\s*\{/.test(line)) return { text: line, ...flags }
  const given = parseObject(line)
  for (const name of ['text', 'now', 'timeZone'])
    if (given[name] !== undefined && typeof given[name] !== 'string') throw new InputError(`"${name}" must be a text`)
  const { text, now, timeZone } = { ...flags, ...given }
  if (text === undefined) throw new InputError('"text" is missing')
  return { text, now, timeZone }
}

function parseObject(line: string): { text?: string; now?: string; timeZone?: string } & Record<string, unknown> {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new InputError(`not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function answer(line: string): object {
  const { text, now, timeZone } = readLine(line)
  const context = { now: instantOf(now, zoneOf(timeZone)), timeZone, weekStart: flags.weekStart }
  return summarize(understand(text, context), context)
}

// Whoever reads only the first lines closes the pipe: no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

let number = 0
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  number++
  let result: object
  try {
    result = answer(line)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    result = { error: `line ${number}: ${error.message}` }
    process.exitCode = 1
  }
  if (!process.stdout.write(`${JSON.stringify(result)}\n`)) await once(process.stdout, 'drain')
}
