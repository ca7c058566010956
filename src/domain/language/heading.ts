import { tagSchema } from '../task.ts'
import type { Clause } from './clause.ts'
import { withoutCourtesy } from './courtesy.ts'
import { draftsOf, emptyDraft, matchRequest } from './create.ts'
import { taskVerbs } from './frames.ts'
import type { Span, TaskDraft } from './plan.ts'
import { scan, spansOf } from './scan.ts'
import { textOf } from './title.ts'
import { at } from './tokens.ts'

/** Words of a heading that say no more than that a list follows. */
const plainWords = new Set(
  'list lists todo todos to-do to do tasks task reminders reminder things thing stuff items item my the our these this following new add create make some please a an few for on of following: : - – need i we have remind me'.split(
    ' ',
  ),
)

/** What a heading gives to each item below it: its date, priority and tags, and its own words. */
export type Heading = { task: TaskDraft; label: string; verb: boolean; spans: Span[] }

/** What stands above a list, read as a thing by itself. */
export function headingOf({ text, tokens, now, context }: Omit<Clause, 'listed'>): Heading {
  const scanned = scan(tokens, now, { verb: '', moving: false })
  const rest = withoutCourtesy(scanned.rest)
  const request = matchRequest(rest) ?? { frame: '', body: rest, person: [] }
  const [task = emptyDraft] = draftsOf({ text, now, timeZone: context.timeZone }, scanned, request)
  let spoken = request.body.filter(({ kind }) => kind !== 'break')
  while (plainWords.has(at(spoken, spoken.length - 1).word)) spoken = spoken.slice(0, -1)
  while (plainWords.has(at(spoken, 0).word)) spoken = spoken.slice(1)
  const commands = [{ kind: 'create' as const, task }]
  return {
    task,
    label: textOf(text, spoken),
    verb: spoken.length === 1 && taskVerbs.has(at(spoken, 0).word),
    spans: spansOf(scanned, commands),
  }
}

/** An item below a heading. Its own date and priority win; "groceries:" becomes a tag, "buy:" begins the title. */
export function underHeading(task: TaskDraft, { task: heading, label, verb }: Heading): TaskDraft {
  const tag = label === '' || verb || !/^[\p{L}\p{N}]+$/u.test(label) ? null : tagSchema.safeParse(label.toLowerCase())
  const noted = label === '' || verb || tag?.success === true ? '' : label
  const dated = task.due !== null || heading.due === null
  return {
    ...task,
    title: verb ? `${label} ${task.title}` : task.title,
    notes: [noted, task.notes].filter((line) => line !== '').join('\n'),
    priority: task.priority === 'none' ? heading.priority : task.priority,
    tags: [...new Set([...heading.tags, ...(tag?.success === true ? [tag.data] : []), ...task.tags])],
    ...(dated
      ? {}
      : { due: heading.due, end: heading.end, recurrence: heading.recurrence, reminders: heading.reminders }),
  }
}
