import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Task } from '../../domain/task.ts'
import type { ChangeResult, TaskPage } from '../rpc/contract.ts'
import type { Queries } from '../rpc/trpc.ts'

export type TaskCache = { cache: QueryClient; queries: Queries }

/** Returns the task as it is to be shown, the same object where nothing changes, null where it is to disappear. */
export type TaskEdit = (task: Task) => Task | null

/** Applies an edit to every place that holds tasks: lists, cards of the chat, the drawer. */
export function editCachedTasks({ cache, queries }: TaskCache, edit: TaskEdit): void {
  cache.setQueriesData<InfiniteData<TaskPage>>(queries.tasks.list.pathFilter(), (data) => data && editPages(data, edit))
  cache.setQueriesData<Task[]>(queries.tasks.byIds.queryFilter(), (tasks) => tasks && editList(tasks, edit))
  cache.setQueriesData<Task>(queries.tasks.get.queryFilter(), (task) => (task && edit(task)) ?? undefined)
}

/** The list with the edit applied; the same array where it changed nothing, so that nobody renders for it. */
export function editList(tasks: Task[], edit: TaskEdit): Task[] {
  const next = tasks.map(edit).filter((task) => task !== null)
  return next.length === tasks.length && next.every((task, index) => task === tasks[index]) ? tasks : next
}

function editPages(data: InfiniteData<TaskPage>, edit: TaskEdit): InfiniteData<TaskPage> {
  const pages = data.pages.map((page) => {
    const items = editList(page.items, edit)
    return items === page.items ? page : { ...page, items }
  })
  return pages.every((page, index) => page === data.pages[index]) ? data : { ...data, pages }
}

/** Puts the outcome of a change in place and renews lists and counts, which may have gained or lost members. */
export function applyChangeResult(
  target: TaskCache,
  { tasks, deleted }: Pick<ChangeResult, 'tasks' | 'deleted'>,
): void {
  const fresh = new Map(tasks.map((task) => [task.id, task]))
  const gone = new Set(deleted)
  editCachedTasks(target, (task) => {
    if (gone.has(task.id)) return null
    const next = fresh.get(task.id)
    return next !== undefined && next.version >= task.version ? next : task
  })
  // Cards of tasks that had been deleted are absent from their list; an undo brings them back.
  void target.cache.invalidateQueries({ ...target.queries.tasks.byIds.queryFilter(), predicate: lacks(fresh) })
  renewLists(target)
}

const lacks = (fresh: Map<string, Task>) => (query: { queryKey: readonly unknown[]; state: { data: unknown } }) => {
  const ids = idsOf(query.queryKey)
  const held = query.state.data as Task[] | undefined
  return held !== undefined && ids.some((id) => fresh.has(id) && !held.some((task) => task.id === id))
}

function idsOf(queryKey: readonly unknown[]): string[] {
  const options = queryKey[1] as { input?: { ids?: string[] } } | undefined
  return options?.input?.ids ?? []
}

type TaskChange = { id: string; version: number; deleted: boolean }

/** Drops what was deleted elsewhere, fetches what has a newer version than is held, renews lists and counts. */
export function applyTaskChanges(changes: readonly TaskChange[], target: TaskCache): void {
  const { cache, queries } = target
  const gone = new Set(changes.filter((change) => change.deleted).map(({ id }) => id))
  if (gone.size > 0) editCachedTasks(target, (task) => (gone.has(task.id) ? null : task))
  const versions = new Map(changes.filter((change) => !change.deleted).map(({ id, version }) => [id, version]))
  const isOld = (id: string, held: Task | undefined) => (versions.get(id) ?? 0) > (held?.version ?? 0)
  void cache.invalidateQueries({
    ...queries.tasks.byIds.queryFilter(),
    predicate: ({ queryKey, state }) => {
      const held = (state.data ?? []) as Task[]
      return idsOf(queryKey).some((id) =>
        isOld(
          id,
          held.find((task) => task.id === id),
        ),
      )
    },
  })
  void cache.invalidateQueries({
    ...queries.tasks.get.queryFilter(),
    predicate: ({ state }) => state.data !== undefined && isOld((state.data as Task).id, state.data as Task),
  })
  renewLists(target)
}

/** Fetches the shown lists and counts again. */
export function renewLists({ cache, queries }: TaskCache): void {
  void cache.invalidateQueries(queries.tasks.list.pathFilter())
  void cache.invalidateQueries(queries.tasks.counts.pathFilter())
}
