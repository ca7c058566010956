import { nextAfterCompletion } from '../../../domain/recurrence/series.ts'
import type { Task } from '../../../domain/task.ts'
import type { Act, Action } from '../step.ts'
import { calendarText, dueText, instantText, type Present } from './dates.ts'
import { nextDatesSentence } from './next-dates.ts'
import { reminderSentence, taskLine } from './task-text.ts'
import { counted, listed, quoted } from './text.ts'

/** “a”, or: 3 tasks: “a”, “b” and “c” */
function namedTasks({ ids, titles }: Pick<Act, 'ids' | 'titles'>): string {
  const quotes = titles.map(quoted)
  if (ids.length === 1) return quotes[0] ?? 'that task'
  const unnamed = Array.from({ length: ids.length - quotes.length }, () => '')
  return `${counted(ids.length, 'task')}: ${listed([...quotes, ...unnamed], 4)}`
}

/** The question before an action that needs a yes. */
export function confirmQuestion(act: Act, present: Present): string {
  const tasks = namedTasks(act)
  switch (act.action.kind) {
    case 'delete':
      return `Delete ${tasks}?`
    case 'stop':
      return act.ids.length === 1 ? `Stop repeating ${tasks}? The one that is open stays.` : `Stop repeating ${tasks}?`
    case 'complete':
      return `Complete ${tasks}?`
    case 'reopen':
      return `Reopen ${tasks}?`
    case 'skip':
      return `Skip this occurrence of ${tasks}?`
    case 'snooze':
      return `Snooze ${tasks} until ${instantText(act.action.until, present)}?`
    case 'edit':
      return `${editVerb(act.action, present)} ${tasks}?`
  }
}

function editVerb({ patch }: Extract<Action, { kind: 'edit' }>, present: Present): string {
  if (patch.due) return `Move to ${dueText(patch.due, present.settings.timeZone, present)}`
  if (patch.due === null) return 'Remove the due date of'
  return 'Change'
}

/** What was done, after it was. `tasks` as they are then. */
export function actText(act: Act, tasks: readonly Task[], present: Present): string {
  const { action, ids } = act
  const [task] = tasks
  const one = ids.length === 1 && task !== undefined ? task : null
  switch (action.kind) {
    case 'delete':
      return `Deleted ${namedTasks(act)}.`
    case 'complete':
      return `Completed ${namedTasks(act)}.${one === null ? '' : nextText(one, present)}`
    case 'reopen':
      return `Reopened ${namedTasks(act)}.`
    case 'stop':
      return `${namedTasks(act)} ${ids.length === 1 ? 'does' : 'do'} not repeat any more.`
    case 'skip':
      if (one?.status === 'open' && one.due !== null)
        return `Skipped ${quoted(one.title)}; it comes again ${dueText(one.due, one.timeZone, present)}.`
      return `Skipped ${namedTasks(act)}.`
    case 'snooze':
      return `Snoozed ${namedTasks(act)}. I will remind you again ${instantText(action.until, present)}.`
    case 'edit':
      return one === null
        ? `Changed ${namedTasks(act)}.`
        : editedText(action, one, { before: act.titles[0] ?? '', present })
  }
}

function nextText({ recurrence, occurrence, completedAt }: Task, present: Present): string {
  if (recurrence === null || occurrence === null || completedAt === null) return ''
  const next = nextAfterCompletion({ recurrence, occurrence, completedAt })
  if (next === null) return ' That was the last one of its series.'
  return ` The next one is ${calendarText(next.slice(0, 10), present)}.`
}

function editedText(
  { patch }: Extract<Action, { kind: 'edit' }>,
  task: Task,
  { before, present }: { before: string; present: Present },
): string {
  const changed = new Set(Object.keys(patch))
  const moved = ['due', 'time', 'shift'].some((field) => changed.has(field))
  const sentences: string[] = []
  if (changed.size === 1 && patch.title !== undefined)
    sentences.push(`Renamed ${quoted(before)} to ${quoted(task.title)}.`)
  else if (moved && changed.size === 1) sentences.push(movedText(task, present))
  else sentences.push(`Updated ${taskLine(task, present)}.`)
  if (moved && task.recurrence !== null && patch.recurrence === undefined)
    sentences.push('Only this occurrence; the ones after it stay.')
  if (moved || changed.has('reminders')) sentences.push(reminderSentence(task, present))
  if (patch.recurrence) sentences.push(nextDatesSentence(task, present))
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

function movedText(task: Task, present: Present): string {
  if (task.due === null) return `${quoted(task.title)} has no due date any more.`
  return `Moved ${quoted(task.title)} to ${dueText(task.due, task.timeZone, present)}.`
}
