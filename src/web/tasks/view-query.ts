import type { TaskListInput } from '../rpc/contract.ts'
import { dateWords } from '../time/clock-format.ts'
import { defaultView, dueNames, statusNames, type View } from './filter-url.ts'
import { priorityNames } from './priority.ts'

/** The first page is small, to be there soon; those after it are as large as may be. */
const pageSize = 50

/** What to ask the server for. */
export function queryOfView(view: View): TaskListInput {
  const search = view.search.trim()
  return {
    filter: {
      status: view.status.length > 0 ? view.status : ['open', 'done', 'skipped'],
      ...(view.priority.length > 0 && { priority: view.priority }),
      ...(view.tags.length > 0 && { tagsAll: view.tags }),
      ...(view.due !== null && { due: view.due }),
      ...(search !== '' && { search }),
    },
    sort: view.sort,
    direction: view.direction,
    limit: pageSize,
  }
}

/** A filter in force: what its chip says, and the view without it. */
export type ActiveFilter = { label: string; without: View }

export function activeFilters(view: View): ActiveFilter[] {
  const usualStatus = view.status.join() === defaultView.status.join()
  const allStatuses = { label: 'Open and done', without: { ...view, status: defaultView.status } }
  return [
    ...(usualStatus
      ? []
      : view.status.length === 0
        ? [allStatuses]
        : view.status.map((status) => statusChip(view, status))),
    ...(view.due === null ? [] : [{ label: dueLabel(view.due), without: { ...view, due: null } }]),
    ...view.priority.map((priority) => ({
      label: `${priorityNames[priority]} priority`,
      without: { ...view, priority: view.priority.filter((other) => other !== priority) },
    })),
    ...view.tags.map((tag) => ({
      label: `#${tag}`,
      without: { ...view, tags: view.tags.filter((other) => other !== tag) },
    })),
  ]
}

function statusChip(view: View, status: View['status'][number]): ActiveFilter {
  const rest = view.status.filter((other) => other !== status)
  return { label: statusNames[status], without: { ...view, status: rest.length > 0 ? rest : defaultView.status } }
}

function dueLabel(due: NonNullable<View['due']>): string {
  if (typeof due === 'string')
    return due === 'none' || due === 'any' ? dueNames[due] : `Due: ${dueNames[due].toLowerCase()}`
  const from = due.from === undefined ? '' : dateWords(due.from, 'en-GB')
  const until = due.until === undefined ? '' : dateWords(due.until, 'en-GB')
  if (from === '') return `Due until ${until}`
  return until === '' ? `Due from ${from}` : `Due ${from} – ${until}`
}
