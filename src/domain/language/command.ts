import { tagSchema } from '../task.ts'
import { localOf, resolveWallTime } from '../time/resolve.ts'
import { snoozedUntil } from './change.ts'
import { type Input, target } from './change-target.ts'
import { commandPattern, type Filled, type Line, lineOf, type Pattern } from './command-pattern.ts'
import type { CommandRow, Does } from './command-rows.ts'
import { withoutCourtesy } from './courtesy.ts'
import { fieldCommands } from './field-commands.ts'
import { priorityCalled } from './marks.ts'
import type { Command, DraftPatch, TaskReference } from './plan.ts'
import { type Found, marksOf } from './scan.ts'
import { stateCommands } from './state-commands.ts'
import { unquote } from './title.ts'
import { at, type Token } from './tokens.ts'
import { patchOf } from './update.ts'

type Compiled = { does: Does; pattern: Pattern }

const compiled: readonly Compiled[] = [...fieldCommands, ...stateCommands].map(([does, says]: CommandRow) => ({
  does,
  pattern: commandPattern(says),
}))
const anyStart = compiled.filter(({ pattern }) => pattern.starts === null)

/** Rows that may fit a clause by its first word, in the order of the table. */
const byStart = new Map<string, readonly Compiled[]>()
for (const start of new Set(compiled.flatMap(({ pattern }) => pattern.starts ?? [])))
  byStart.set(
    start,
    compiled.filter(({ pattern }) => pattern.starts === null || pattern.starts.includes(start)),
  )

/** The command whose phrase the whole clause is; null where it is none. */
export function tableCommand(input: Input): Command | null {
  const line = lineOf(input.scan)
  // "actually" is a courtesy in "actually, buy milk" and all there is to say "it" in "actually friday".
  return firstFit(input, { ...line, tokens: withoutCourtesy(line.tokens) }) ?? firstFit(input, line)
}

function firstFit(input: Input, line: Line): Command | null {
  if (line.tokens.length === 0) return null
  for (const { does, pattern } of byStart.get(at(line.tokens, 0).word) ?? anyStart) {
    const filled = pattern.fill(line)
    const command = filled === null ? null : commandOf(input, does, filled)
    if (command !== null) return command
  }
  return null
}

function commandOf(input: Input, does: Does, filled: Filled): Command | null {
  const meant = targetOf(input, filled)
  switch (does) {
    case 'undo':
      return { kind: 'undo' }
    case 'delete completed':
      return { kind: 'delete', target: { by: 'filter', filter: { status: ['done'] } } }
    case 'delete all':
      return { kind: 'delete', target: { by: 'filter', filter: { status: ['open'] } } }
    case 'complete':
    case 'reopen':
    case 'delete':
    case 'skip':
    case 'stop':
    case 'get':
      return { kind: does, target: meant }
    case 'snooze':
      return snooze(input, filled, meant)
    default: {
      const patch = patchFor(input, does, filled)
      return patch === null || Object.keys(patch).length === 0 ? null : { kind: 'update', target: meant, patch }
    }
  }
}

const isPlaceholder = (token: Token) => token.word.startsWith('‹')

/** The tasks a phrase names; where it names none, the one last spoken of. */
function targetOf(input: Input, { task, inside }: Filled): TaskReference {
  if (task === null) return { by: 'it' }
  const words = task.filter((token) => !isPlaceholder(token))
  return target({ ...input, scan: { ...input.scan, found: inside } }, words, inside)
}

const saidText = ({ text }: Input, tokens: readonly Token[] | null): string =>
  tokens === null ? '' : unquote(text.slice(at(tokens, 0).start, at(tokens, tokens.length - 1).end).trim())

/** "snooze 10" means minutes; small numbers are positions in a list. */
function snooze(input: Input, { text, outside }: Filled, meant: TaskReference): Command | null {
  const minutes = text === null ? undefined : at(text, 0).value
  if (minutes !== undefined && !(minutes >= 5 && minutes <= 600)) return null
  const scan = { ...input.scan, found: outside }
  return { kind: 'snooze', target: meant, until: snoozedUntil({ ...input, scan }, minutes) }
}

function patchFor(input: Input, does: Does, { text, outside }: Filled): DraftPatch | null {
  const said = saidText(input, text)
  const scan = { ...input.scan, found: outside }
  const tags = marksOf(scan).tags
  const named = tagSchema.safeParse(said)
  switch (does) {
    case 'rename':
      return { title: said }
    case 'note':
      return { notes: said }
    case 'tag':
      return named.success ? { addTags: [named.data] } : null
    case 'untag':
      return tags.length > 0 ? { removeTags: tags } : named.success ? { removeTags: [named.data] } : null
    case 'undate':
      return { due: null }
    case 'raise':
      return { priority: 'high' }
    case 'lower':
      return { priority: 'low' }
    case 'unprioritize':
      return { priority: 'none' }
    case 'unremind':
      return { reminders: [] }
    case 'remind':
      return remindersOf(input, outside)
    case 'prioritize': {
      const priority = priorityCalled(said.toLowerCase())
      return priority === undefined ? null : { priority }
    }
    default:
      return patchOf(
        { scan },
        marksOf(scan).dates.findLast((date) => date.resolved.dues.length > 0),
      )
  }
}

function remindersOf({ context }: Input, outside: readonly Found[]): DraftPatch | null {
  const { leads, dates } = marksOf({ found: [...outside] })
  if (leads.length > 0) return { reminders: leads.map((minutesBefore) => ({ kind: 'relative', minutesBefore })) }
  const due = dates.at(-1)?.resolved.dues[0]
  if (due === undefined) return null
  const { instant } = resolveWallTime(localOf({ ...due, time: due.time ?? '09:00' }), context.timeZone)
  return { reminders: [{ kind: 'absolute', at: instant }] }
}
