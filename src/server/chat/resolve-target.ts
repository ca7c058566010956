import type { TaskReference } from '../../domain/language/plan.ts'
import { limits } from '../../domain/limits.ts'
import type { Task, TaskStatus } from '../../domain/task.ts'
import type { TaskFilter } from '../../domain/task-input.ts'
import { taskListSchema } from '../../domain/task-input.ts'
import type { Actor } from '../tasks/task-dependencies.ts'
import type { TaskService } from '../tasks/task-service.ts'
import { findByTitle, type SearchTasks } from './find-by-title.ts'
import type { Focus } from './focus.ts'
import type { Present } from './wording/dates.ts'
import { filteredTasks } from './wording/filter-text.ts'
import { quoted } from './wording/text.ts'

/** `unclear`: one of these may be meant; `text` asks which. `missing`: `text` says why nothing was found. */
export type Resolution =
  | { kind: 'found'; tasks: Task[] }
  | { kind: 'unclear'; text: string; tasks: Task[] }
  | { kind: 'missing'; text: string }

export type Resolving = {
  user: Actor
  tasks: Pick<TaskService, 'list' | 'byIds'>
  focus: Focus
  present: Present
  /** Statuses looked at, the likelier first. */
  preferred: readonly (readonly TaskStatus[])[]
}

const mostOptions = 5

/** Which tasks a reference means, at this point of the conversation. */
export async function resolveTarget(target: TaskReference, resolving: Resolving): Promise<Resolution> {
  switch (target.by) {
    case 'ids':
      return byIds(resolving, target.ids)
    case 'position':
      return byPosition(resolving, target.positions)
    case 'it':
      return byLastSpoken(resolving)
    case 'them': {
      const { them, list } = resolving.focus
      return byIds(resolving, them.length > 1 || list.length === 0 ? them : list)
    }
    case 'filter':
      return byFilter(resolving, target.filter)
    case 'title':
      return byTitle(resolving, target.words)
  }
}

const nothingSpokenOf = 'I do not know which task you mean. Name it, or say “show my tasks” first.'

async function byIds({ tasks, user }: Resolving, ids: readonly string[]): Promise<Resolution> {
  if (ids.length === 0) return { kind: 'missing', text: nothingSpokenOf }
  const found = await tasks.byIds(user, ids)
  if (found.length > 0) return { kind: 'found', tasks: found }
  const text = ids.length === 1 ? 'That task does not exist any more.' : 'Those tasks do not exist any more.'
  return { kind: 'missing', text: `${text} If you deleted it just now, “undo” brings it back.` }
}

async function byPosition(resolving: Resolving, positions: readonly number[]): Promise<Resolution> {
  const { list } = resolving.focus
  if (list.length === 0) return { kind: 'missing', text: 'I have not shown you a list yet. Say “show my tasks” first.' }
  const ids = [...new Set(positions)].flatMap((position) => list[position - 1] ?? [])
  if (ids.length === 0) return { kind: 'missing', text: `The last list has only ${list.length}.` }
  return byIds(resolving, ids)
}

async function byLastSpoken(resolving: Resolving): Promise<Resolution> {
  const { it } = resolving.focus
  if (it.length <= 1) return byIds(resolving, it)
  const tasks = await resolving.tasks.byIds(resolving.user, it.slice(0, mostOptions))
  return tasks.length <= 1 ? byIds(resolving, it) : { kind: 'unclear', text: 'Which one do you mean?', tasks }
}

async function byFilter({ tasks, user, present }: Resolving, filter: TaskFilter): Promise<Resolution> {
  const found: Task[] = []
  let cursor: string | undefined
  do {
    const query = taskListSchema.parse({ filter, limit: limits.pageSize, ...(cursor === undefined ? {} : { cursor }) })
    const page = await tasks.list(user, query)
    found.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && found.length <= limits.bulkItems)
  if (found.length > 0) return { kind: 'found', tasks: found }
  return { kind: 'missing', text: `There are ${filteredTasks('no', filter, present)}.` }
}

async function byTitle(resolving: Resolving, words: string): Promise<Resolution> {
  const { tasks, user, preferred } = resolving
  const search: SearchTasks = async ({ status, search: text, limit }) => {
    const filter = { status: [...status], ...(text === undefined ? {} : { search: text }) }
    const order = text === undefined ? { sort: 'created', direction: 'desc' } : {}
    return (await tasks.list(user, taskListSchema.parse({ filter, limit, ...order }))).items
  }
  const similar: Task[] = []
  for (const status of preferred) {
    const match = await findByTitle(search, words, status)
    if (match.exact.length === 1) return { kind: 'found', tasks: match.exact }
    if (match.exact.length > 1) return severalMatch(match.exact, words)
    similar.push(...match.similar)
  }
  if (similar.length === 0) return { kind: 'missing', text: `I found no task like ${quoted(words)}.` }
  return { kind: 'unclear', text: `I found no ${quoted(words)}. Did you mean:`, tasks: similar.slice(0, mostOptions) }
}

function severalMatch(tasks: Task[], words: string): Resolution {
  const shown = tasks.slice(0, mostOptions)
  const more = tasks.length > shown.length ? ' These are the first ones; more of the title would help.' : ''
  return { kind: 'unclear', text: `Several tasks match ${quoted(words)}.${more} Which one do you mean?`, tasks: shown }
}
