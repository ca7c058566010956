import type { Task } from '../../domain/task.ts'
import type { LiveTarget } from '../live/apply-update.ts'
import type { ChangeResult } from '../rpc/contract.ts'
import { newId } from '../rpc/new-id.ts'
import { problemOf } from '../rpc/problem.ts'
import { undoneKey } from '../rpc/query-keys.ts'
import { withRetry } from '../rpc/retry.ts'
import type { Api } from '../rpc/trpc.ts'
import type { ToastAction, Toasts } from '../ui/toasts.ts'
import { doneWords } from './done-words.ts'
import { sendAction } from './send-action.ts'
import { expectedOutcome, forAllToCome, idsOfAction, type TaskAction } from './task-action.ts'
import { applyChangeResult, editCachedTasks, renewLists } from './task-cache.ts'
import { createVersionChain } from './version-chain.ts'

type Options = LiveTarget & { api: Api; toasts: Toasts }

/**
 * Carries an action out; resolves to null where it failed, which the user has been told by then. Whoever lets the user
 * repeat a failed action passes the id of its first attempt: that one may have arrived.
 */
export type Perform = (action: TaskAction, mutationId?: string) => Promise<ChangeResult | null>

/**
 * Shows an action's outcome at once, sends it, and puts everything back with an explanation when it fails. Actions
 * on the same task go one after the other; every attempt of one action carries the same mutation id.
 */
export function createPerform({ api, cache, queries, seen, toasts }: Options): Perform {
  const target = { cache, queries }
  const versions = createVersionChain()
  const queue = new Map<string, Promise<unknown>>()

  const attempt = async (action: TaskAction, mutationId: string): Promise<ChangeResult | null> => {
    const before = showOutcome(action)
    const ids = idsOfAction(action)
    const earlier = Promise.all(ids.map((id) => queue.get(id)))
    const answer = earlier.then(() => withRetry(() => sendAction(action, { api, versions, mutationId })))
    const settled = answer.catch(() => undefined)
    for (const id of ids) queue.set(id, settled)
    try {
      const result = await answer
      accept(action, result)
      return result
    } catch (error) {
      takeBack(before)
      explain(error, action, mutationId)
      return null
    } finally {
      for (const id of ids) if (queue.get(id) === settled) queue.delete(id)
    }
  }

  const showOutcome = (action: TaskAction): Map<string, Task> => {
    const ids = new Set(idsOfAction(action))
    const before = new Map<string, Task>()
    if (ids.size === 0) return before
    // A fetch under way would bring back the old state for a moment.
    void cache.cancelQueries(queries.tasks.list.pathFilter())
    const now = new Date().toISOString()
    editCachedTasks(target, (task) => {
      if (!ids.has(task.id)) return task
      before.set(task.id, task)
      return expectedOutcome(action, task, now)
    })
    return before
  }

  const recordVersion = (action: TaskAction, { id, version }: Task) => {
    if (!('task' in action) || !('version' in action.task) || action.task.id !== id) return
    versions.record(id, versions.latest(id, action.task.version), version)
  }

  const accept = (action: TaskAction, result: ChangeResult) => {
    seen.add(result.seq)
    if (action.kind === 'undo') cache.setQueryData(undoneKey(action.changeId), true)
    for (const task of result.tasks) recordVersion(action, task)
    applyChangeResult(target, result)
    toasts.show({ tone: 'done', text: doneWords(action), actions: offersAfter(action, { result, perform }) })
  }

  const takeBack = (before: Map<string, Task>) => {
    editCachedTasks(target, (task) => before.get(task.id) ?? task)
    void cache.invalidateQueries(queries.tasks.byIds.pathFilter())
    void cache.invalidateQueries(queries.tasks.get.pathFilter())
    renewLists(target)
  }

  const explain = (error: unknown, action: TaskAction, mutationId: string) => {
    const { message, transient } = problemOf(error)
    const retry = { label: 'Try again', run: () => void attempt(action, mutationId) }
    const text = transient ? `${message} The change was taken back.` : message
    toasts.show({ tone: 'problem', text, ...(transient ? { actions: [retry] } : {}) })
  }

  const perform: Perform = (action, mutationId = newId()) => attempt(action, mutationId)
  return perform
}

/** What can be done about a change right after it. */
function offersAfter(
  action: TaskAction,
  { result, perform }: { result: ChangeResult; perform: Perform },
): ToastAction[] {
  if (action.kind === 'undo') return []
  const undo = { label: 'Undo', run: () => void perform({ kind: 'undo', changeId: result.changeId }) }
  const [task] = result.tasks
  const future = task === undefined ? null : forAllToCome(action, task)
  if (future === null) return [undo]
  return [{ label: 'Also the future ones', run: () => void perform(future) }, undo]
}
