import type { Task } from '../../domain/task.ts'
import type { LiveTarget } from '../live/apply-update.ts'
import type { Delivery } from '../offline/outbox.ts'
import type { ChangeResult } from '../rpc/contract.ts'
import { newId } from '../rpc/new-id.ts'
import { problemOf } from '../rpc/problem.ts'
import { undoneKey } from '../rpc/query-keys.ts'
import { withRetry } from '../rpc/retry.ts'
import type { Api } from '../rpc/trpc.ts'
import type { ToastAction, Toasts } from '../ui/toasts.ts'
import { doneWords } from './done-words.ts'
import { sendAction } from './send-action.ts'
import { showOutcome, takeBack } from './show-outcome.ts'
import { forAllToCome, idsOfAction, type TaskAction } from './task-action.ts'
import { applyChangeResult } from './task-cache.ts'
import { createVersionChain } from './version-chain.ts'

type Options = LiveTarget & {
  api: Api
  toasts: Toasts
  /** Keeps an action until the server can be reached. */
  keep: (action: TaskAction, mutationId: string) => void
}

/**
 * Carries an action out; resolves to null where it failed, which the user has been told by then, and to `kept` where it
 * waits for the server. Whoever lets the user repeat a failed action passes the id of its first attempt: that one may
 * have arrived.
 */
export type Perform = (action: TaskAction, mutationId?: string) => Promise<ChangeResult | null | 'kept'>

type Outcome = { result: ChangeResult } | { error: unknown; takeBack: () => void }

export type Performing = {
  perform: Perform
  /** Sends once more what was kept. */
  redeliver: (action: TaskAction, mutationId: string) => Promise<Delivery>
}

/**
 * Shows an action's outcome at once, sends it, and puts everything back with an explanation when it is refused. What
 * cannot be sent is kept: its outcome stays in view. An undo is not: what it undoes may have to be sent first. Actions
 * on the same task go one after the other; every attempt of one action carries the same mutation id.
 */
export function createPerform({ api, cache, queries, seen, toasts, keep }: Options): Performing {
  const target = { cache, queries }
  const versions = createVersionChain()
  const queue = new Map<string, Promise<unknown>>()

  const attempt = async (action: TaskAction, mutationId: string): Promise<Outcome> => {
    const before = showOutcome(action, target)
    const ids = idsOfAction(action)
    const earlier = Promise.all(ids.map((id) => queue.get(id)))
    const answer = earlier.then(() => withRetry(() => sendAction(action, { api, versions, mutationId })))
    const settled = answer.catch(() => undefined)
    for (const id of ids) queue.set(id, settled)
    try {
      const result = await answer
      accept(action, result)
      return { result }
    } catch (error) {
      return { error, takeBack: () => takeBack(before, target) }
    } finally {
      for (const id of ids) if (queue.get(id) === settled) queue.delete(id)
    }
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

  const explain = (error: unknown, action: TaskAction, mutationId: string) => {
    const { message, transient } = problemOf(error)
    const retry = { label: 'Try again', run: () => void perform(action, mutationId) }
    const text = transient ? `${message} The change was taken back.` : message
    toasts.show({ tone: 'problem', text, ...(transient ? { actions: [retry] } : {}) })
  }

  const perform: Perform = async (action, mutationId = newId()) => {
    const outcome = await attempt(action, mutationId)
    if ('result' in outcome) return outcome.result
    if (action.kind !== 'undo' && problemOf(outcome.error).transient) {
      keep(action, mutationId)
      return 'kept'
    }
    outcome.takeBack()
    explain(outcome.error, action, mutationId)
    return null
  }
  return { perform, redeliver: redeliverBy({ attempt, explain }) }
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

type Attempting = {
  attempt: (action: TaskAction, mutationId: string) => Promise<Outcome>
  explain: (error: unknown, action: TaskAction, mutationId: string) => void
}

const redeliverBy =
  ({ attempt, explain }: Attempting): Performing['redeliver'] =>
  async (action, mutationId) => {
    const outcome = await attempt(action, mutationId)
    if ('result' in outcome) return 'done'
    if (problemOf(outcome.error).transient) return 'later'
    outcome.takeBack()
    explain(outcome.error, action, mutationId)
    return 'refused'
  }
