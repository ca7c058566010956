import type { TaskFilter } from '../../../domain/task-input.ts'
import { toWallTime } from '../../../domain/time/resolve.ts'
import { dayText, type Present } from './dates.ts'
import { counted, listed, quoted } from './text.ts'

/** "You have 3 open tasks due today", "You completed 2 tasks today": what a list found, up to the full stop. */
export function foundText(count: Parameters<typeof filteredTasks>[0], filter: TaskFilter, present: Present): string {
  if (filter.completed === undefined) return `You have ${filteredTasks(count, filter, present)}`
  const { status: _, completed, ...rest } = filter
  return `You completed ${filteredTasks(count, rest, present)} ${span(completed, present)}`.trimEnd()
}

/** "3 open tasks due today, tagged #home", "no overdue tasks". */
export function filteredTasks(count: number | 'no' | 'more than 1,000', filter: TaskFilter, present: Present): string {
  const adjectives = [
    statusWord(filter),
    filter.due === 'overdue' ? 'overdue' : '',
    filter.recurring === undefined ? '' : filter.recurring ? 'recurring' : 'one-off',
    priorityWords(filter),
  ].filter((word) => word !== '')
  const noun = `${[...adjectives, ''].join(' ')}task`
  const tasks = typeof count === 'number' ? counted(count, noun) : `${count} ${noun}s`
  return [tasks, ...conditions(filter, present)].join(' ')
}

function statusWord({ status, due, completed }: TaskFilter): string {
  if (status === undefined || completed !== undefined) return completed === undefined ? '' : 'completed'
  if (status.length === 1 && status[0] === 'open') return due === 'overdue' ? '' : 'open'
  return status.map((word) => (word === 'done' ? 'completed' : word)).join(' or ')
}

function priorityWords({ priority }: TaskFilter): string {
  if (priority === undefined) return ''
  return `${priority.join(' or ')}-priority`
}

function conditions(filter: TaskFilter, present: Present): string[] {
  const { tagsAny, tagsAll, search, completed } = filter
  return [
    dueCondition(filter.due, present),
    timeCondition(filter),
    tagsAll === undefined
      ? ''
      : `tagged ${listed(
          tagsAll.map((tag) => `#${tag}`),
          tagsAll.length,
        )}`,
    tagsAny === undefined ? '' : `tagged ${tagsAny.map((tag) => `#${tag}`).join(' or ')}`,
    search === undefined || search === '' ? '' : `matching ${quoted(search)}`,
    completed === undefined ? '' : span(completed, present),
  ].filter((condition) => condition !== '')
}

function dueCondition(due: TaskFilter['due'], present: Present): string {
  if (due === undefined || due === 'overdue') return ''
  if (due === 'week') return 'due this week'
  if (due === 'none') return 'without a due date'
  if (due === 'any') return 'with a due date'
  if (typeof due === 'string') return `due ${due}`
  const { from, until } = due
  if (from !== undefined && from === until) return `due ${dayText(from, present)}`
  const parts = [
    from === undefined ? '' : `from ${dayText(from, present)}`,
    until === undefined ? '' : `until ${dayText(until, present)}`,
  ]
  return `due ${parts.filter((part) => part !== '').join(' ')}`
}

function timeCondition({ dueTime, due }: TaskFilter): string {
  const { from, until } = dueTime ?? {}
  const at = from === until && from !== undefined ? `at ${from}` : ''
  const between = from !== undefined && until !== undefined ? `between ${from} and ${until}` : ''
  const open = from === undefined ? (until === undefined ? '' : `until ${until}`) : `from ${from}`
  const said = at || between || open
  return said === '' || due !== undefined ? said : `due ${said}`
}

function span({ from, until }: NonNullable<TaskFilter['completed']>, present: Present): string {
  const day = (at: string): string => dayText(toWallTime(at, present.settings.timeZone).date, present)
  if (from !== undefined && until !== undefined && day(from) === day(until)) return day(from)
  return [from === undefined ? '' : `since ${day(from)}`, until === undefined ? '' : `until ${day(until)}`]
    .filter((part) => part !== '')
    .join(' ')
}
