import type { Priority } from '../task.ts'
import { localOf, toLocal } from '../time/resolve.ts'
import type { Command, LanguageContext, Plan, Span, TaskDraft, TaskReference } from './plan.ts'

/**
 * What a message was understood as, in one flat record for measuring. Of several commands it shows the first. `due` is
 * local time (`YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`), `end` the end of a range. Where nothing is created, `title` holds
 * the words that name the tasks meant, priority and tags what they are looked up by; stopping a series is a deletion.
 */
export type Summary = {
  intent: Exclude<Command['kind'], 'stop'>
  title: string | null
  priority: Priority
  tags: string[]
  due: { start: string; end: string | null; allDay: boolean } | null
  recurrence: { rrule: string; from: 'schedule' | 'completion' } | null
  reminders: TaskDraft['reminders']
  spans: Span[]
}

type Fields = Omit<Summary, 'intent' | 'spans'>

const nothing: Fields = { title: null, priority: 'none', tags: [], due: null, recurrence: null, reminders: [] }

/** A plan as one flat record. */
export function summarize({ commands, spans }: Plan, { timeZone }: Pick<LanguageContext, 'timeZone'>): Summary {
  const [command] = commands
  if (command === undefined) return { intent: 'none', ...nothing, spans }
  const intent = command.kind === 'stop' ? 'delete' : command.kind
  return { intent, ...fieldsOf(command, timeZone), spans }
}

function fieldsOf(command: Command, timeZone: string): Fields {
  switch (command.kind) {
    case 'create': {
      const { title, priority, tags, reminders, due, end, recurrence } = command.task
      return { title, priority, tags, reminders, due: dueOf(due, end), recurrence: recurrenceOf(recurrence) }
    }
    case 'update': {
      const { title, priority, addTags, due, recurrence, reminders } = command.patch
      return {
        title: title ?? nameOf(command.target),
        priority: priority ?? 'none',
        tags: addTags ?? [],
        due: dueOf(due ?? null, null),
        recurrence: recurrenceOf(recurrence ?? null),
        reminders: reminders ?? [],
      }
    }
    case 'snooze': {
      const start = toLocal(command.until, timeZone)
      return { ...nothing, title: nameOf(command.target), due: { start, end: null, allDay: false } }
    }
    case 'list':
      return { ...nothing, ...filtered(command.filter) }
    case 'trend':
    case 'undo':
    case 'help':
    case 'none':
      return nothing
    default: {
      const { target } = command
      const filter = target.by === 'filter' ? filtered(target.filter) : {}
      return { ...nothing, ...filter, title: nameOf(target) }
    }
  }
}

const filtered = ({ search, priority, tagsAll }: Extract<TaskReference, { by: 'filter' }>['filter']) => ({
  title: search ?? null,
  priority: priority?.[0] ?? 'none',
  tags: tagsAll ?? [],
})

const nameOf = (target: TaskReference): string | null =>
  target.by === 'title' ? target.words : target.by === 'filter' ? (target.filter.search ?? null) : null

const dueOf = (due: TaskDraft['due'], end: TaskDraft['end']): Fields['due'] =>
  due === null ? null : { start: localOf(due), end: end === null ? null : localOf(end), allDay: due.time === null }

const recurrenceOf = (recurrence: TaskDraft['recurrence']): Fields['recurrence'] =>
  recurrence === null ? null : { rrule: recurrence.rule, from: recurrence.basis ?? 'schedule' }
