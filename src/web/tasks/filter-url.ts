import type { Priority, TaskStatus } from '../../domain/task.ts'
import type { TaskFilter, TaskList } from '../../domain/task-input.ts'
import { priorityNames } from './priority.ts'

type Due = NonNullable<TaskFilter['due']>
export type DueRange = Extract<Due, string>

/** What the task panel shows: a filter and an order. Kept in the address. */
export type View = {
  status: TaskStatus[]
  priority: Priority[]
  tags: string[]
  due: Due | null
  search: string
  sort: TaskList['sort']
  direction: TaskList['direction']
}

export const defaultView: View = {
  status: ['open'],
  priority: [],
  tags: [],
  due: null,
  search: '',
  sort: 'due',
  direction: 'asc',
}

export const statusNames: Record<TaskStatus, string> = { open: 'Open', done: 'Done', skipped: 'Skipped' }
export const dueNames: Record<DueRange, string> = {
  overdue: 'Overdue',
  today: 'Today',
  tomorrow: 'Tomorrow',
  week: 'This week',
  none: 'No date',
  any: 'Any date',
}
export const sortNames: Record<View['sort'], string> = {
  due: 'Due date',
  priority: 'Priority',
  created: 'Newest',
  title: 'Title',
}
/** The direction people expect of each order. */
export const usualDirection: Record<View['sort'], View['direction']> = {
  due: 'asc',
  priority: 'desc',
  created: 'desc',
  title: 'asc',
}

type Params = { get: (name: string) => string | null }

/** The view an address asks for; what it does not say, or says wrongly, is as usual. */
export function viewOfUrl(params: Params): View {
  const status = listOf(params.get('status'), statusNames)
  const sort = oneOf(params.get('sort'), sortNames) ?? defaultView.sort
  return {
    status: params.get('status') === 'all' ? [] : status.length > 0 ? status : defaultView.status,
    priority: listOf(params.get('priority'), priorityNames),
    tags: (params.get('tag') ?? '').split(',').filter((tag) => tag !== ''),
    due: dueOfUrl(params.get('due')),
    search: params.get('q') ?? '',
    sort,
    direction: params.get('dir') === 'asc' ? 'asc' : params.get('dir') === 'desc' ? 'desc' : usualDirection[sort],
  }
}

/** The address of a view; null takes a parameter out, so that the usual view has a bare address. */
export function urlOfView(view: View): Record<string, string | null> {
  const status = view.status.join(',')
  return {
    status: status === '' ? 'all' : status === defaultView.status.join(',') ? null : status,
    priority: view.priority.join(',') || null,
    tag: view.tags.join(',') || null,
    due: view.due === null ? null : typeof view.due === 'string' ? view.due : rangeText(view.due),
    q: view.search || null,
    sort: view.sort === defaultView.sort ? null : view.sort,
    dir: view.direction === usualDirection[view.sort] ? null : view.direction,
  }
}

const rangeText = ({ from = '', until = '' }: Exclude<Due, string>) => `${from}..${until}`

function dueOfUrl(text: string | null): Due | null {
  const named = oneOf(text, dueNames)
  if (named !== null) return named
  const [, from, until] = /^(\d{4}-\d{2}-\d{2})?\.\.(\d{4}-\d{2}-\d{2})?$/.exec(text ?? '') ?? []
  if (from === undefined && until === undefined) return null
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) }
}

function oneOf<T extends string>(text: string | null, names: Record<T, string>): T | null {
  return text !== null && Object.hasOwn(names, text) ? (text as T) : null
}

function listOf<T extends string>(text: string | null, names: Record<T, string>): T[] {
  const items = (text ?? '').split(',').map((item) => oneOf(item, names))
  return [...new Set(items.filter((item) => item !== null))]
}
