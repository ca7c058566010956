import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Command, Plan } from '../src/domain/language/plan.ts'
import { understand } from '../src/domain/language/understand.ts'
import { resolveWallTime, toWallTime } from '../src/domain/time/resolve.ts'

// Reads messages from standard input, one a line, or a JSON object {text, now, timeZone} a line that overrides the
// flags, and prints what the parser understands, one JSON object a line.

type Line = { text: string; now: string; timeZone: string }

const { values } = parseArgs({
  options: {
    now: { type: 'string' },
    zone: { type: 'string', default: 'UTC' },
    'week-start': { type: 'string', default: '1' },
  },
})
const started = new Date().toISOString()

/** A local time in the zone, or an instant with `Z` or an offset. */
const instantOf = (now: string, timeZone: string) =>
  /(Z|[+-]\d\d:\d\d)$/.test(now)
    ? new Date(now).toISOString()
    : resolveWallTime(now.length === 10 ? `${now}T00:00` : now.slice(0, 16), timeZone).instant

function readLine(line: string): Line {
  const flags = { now: values.now ?? toLocalNow(values.zone), timeZone: values.zone }
  if (!line.trimStart().startsWith('{')) return { text: line, ...flags }
  try {
    const given: unknown = JSON.parse(line)
    if (typeof given === 'object' && given !== null && 'text' in given && typeof given.text === 'string') {
      const timeZone = 'timeZone' in given && typeof given.timeZone === 'string' ? given.timeZone : flags.timeZone
      const now = 'now' in given && typeof given.now === 'string' ? given.now : (values.now ?? toLocalNow(timeZone))
      return { text: given.text, now, timeZone }
    }
  } catch {
    // Not JSON after all: a message may begin with a brace.
  }
  return { text: line, ...flags }
}

function toLocalNow(timeZone: string): string {
  const { date, time } = toWallTime(started, timeZone)
  return `${date}T${time}`
}

const draftOf = (command: Command) => (command.kind === 'create' ? command.task : null)
const patchOf = (command: Command) => (command.kind === 'update' ? command.patch : null)

function summarize(plan: Plan) {
  const [first] = plan.commands
  if (first === undefined) return { intent: 'none', spans: [] }
  const draft = draftOf(first)
  const patch = patchOf(first)
  const due = draft?.due ?? patch?.due ?? null
  const recurrence = draft?.recurrence ?? patch?.recurrence ?? null
  return {
    intent: first.kind,
    title: draft?.title ?? patch?.title ?? null,
    notes: draft?.notes ?? patch?.notes ?? '',
    priority: draft?.priority ?? patch?.priority ?? 'none',
    tags: draft?.tags ?? patch?.addTags ?? [],
    due:
      due === null
        ? null
        : {
            start: due.time === null ? due.date : `${due.date}T${due.time}`,
            end: endOf(draft?.notes ?? '', due.date),
            allDay: due.time === null,
          },
    recurrence: recurrence === null ? null : { rule: recurrence.rule, from: recurrence.basis },
    reminders: draft?.reminders ?? patch?.reminders ?? [],
    spans: plan.spans,
    commands: plan.commands,
  }
}

/** The end of a range of times, which a plan keeps in the notes. */
function endOf(notes: string, date: string): string | null {
  const time = /^until (\d\d:\d\d)$/m.exec(notes)?.[1]
  return time === undefined ? null : `${date}T${time}`
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  const { text, now, timeZone } = readLine(line)
  const plan = understand(text, { now: instantOf(now, timeZone), timeZone, weekStart: Number(values['week-start']) })
  process.stdout.write(`${JSON.stringify(summarize(plan))}\n`)
}
