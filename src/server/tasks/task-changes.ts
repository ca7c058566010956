import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import type { EditScope, TaskCreate, TaskPatch, TaskRef } from '../../domain/task-input.ts'
import { reminderFireAt } from '../../domain/time/due.ts'
import type { Instant } from '../../domain/time/wall-time.ts'
import type { Operation } from '../database/task-calls.ts'
import type { TaskRow } from '../database/task-rows.ts'
import { type Bulk, changeInBulk } from './bulk-change.ts'
import { type ChangeResult, toChangeResult } from './change-result.ts'
import { editTask, stopSeries } from './edit-task.ts'
import { newTask } from './new-task.ts'
import { missing, readThenCommit } from './read-then-commit.ts'
import { relativeInput } from './reminder-rows.ts'
import { reopenTask } from './reopen-task.ts'
import { readSeries, takenOccurrences } from './series-rows.ts'
import { completeOperation, deleteOperation, snoozeTask } from './simple-operations.ts'
import { skipOccurrence } from './skip-occurrence.ts'
import type { Actor, By, TaskDependencies } from './task-dependencies.ts'

/**
 * Every change happens once for a mutation id and can be undone by its `changeId`. AppErrors: `not_found`,
 * `version_conflict` where the target names a version, `limit_reached`, and what does not fit the task.
 */
export type TaskChanges = {
  create(by: By, task: TaskCreate): Promise<ChangeResult>
  /** All of them or none, as one change. */
  createMany(by: By, tasks: readonly TaskCreate[]): Promise<ChangeResult>
  update(by: By, edit: { target: TaskRef; patch: TaskPatch; scope: EditScope }): Promise<ChangeResult>
  /** Completing what is done already changes nothing. */
  complete(by: By, target: TaskRef): Promise<ChangeResult>
  reopen(by: By, target: TaskRef): Promise<ChangeResult>
  /** Moves a repeating task to its next occurrence; it ends as skipped where none follows. */
  skip(by: By, target: TaskRef): Promise<ChangeResult>
  stopSeries(by: By, target: TaskRef): Promise<ChangeResult>
  delete(by: By, target: TaskRef): Promise<ChangeResult>
  snooze(by: By, snooze: { target: TaskRef; until: Instant }): Promise<ChangeResult>
  bulk(by: By, bulk: Bulk): Promise<ChangeResult>
}

export function createTaskChanges(dependencies: TaskDependencies): TaskChanges {
  const { database, settings, now, newId } = dependencies
  const planning = () => ({ now: now().toISOString(), newId })
  const changeOne = (
    by: By,
    {
      kind,
      target,
      plan,
    }: { kind: string; target: TaskRef; plan: (row: TaskRow) => Promise<Operation[]> | Operation[] },
  ) =>
    readThenCommit(dependencies, {
      by,
      kind,
      targets: [target],
      plan: ([row]) => (row === undefined ? [] : plan(row)),
    })
  const createAll = async ({ user, mutationId }: By, kind: string, tasks: readonly TaskCreate[]) => {
    const { timeZone, defaultReminder } = await settings.get(user.id)
    const plan = { ...planning(), timeZone }
    const operations = tasks.map((task) => newTask(withDefaultReminder(task, defaultReminder, plan), plan))
    const maxTasks = taskLimitOf(user)
    const change = { userId: user.id, mutationId, kind, operations, maxTasks }
    return toChangeResult(await database.tasks.commit(change).catch(tellLimit(maxTasks, user.isGuest)))
  }
  return {
    create: (by, task) => createAll(by, 'task.create', [task]),
    createMany: (by, tasks) => createAll(by, 'task.create-many', tasks),
    update: (by, { target, patch, scope }) =>
      changeOne(by, {
        kind: 'task.update',
        target,
        plan: async (row) => {
          const { timeZone } = await settings.get(by.user.id)
          return [editTask({ row, patch, scope }, { ...planning(), timeZone })]
        },
      }),
    async complete({ user, mutationId }, target) {
      const operations = [completeOperation(target)]
      const committed = await database.tasks.commit({ userId: user.id, mutationId, kind: 'task.complete', operations })
      if (committed.tasks.length > 0) return toChangeResult(committed)
      const { tasks } = await database.tasks.read({ userId: user.id, ids: [target.id] })
      if (tasks[0] === undefined) throw missing()
      if (tasks[0].status === 'open') throw new AppError('version_conflict')
      return toChangeResult({ ...committed, tasks })
    },
    reopen: (by, target) =>
      changeOne(by, {
        kind: 'task.reopen',
        target,
        plan: async (row) => reopenTask(row, await readSeries(database, by.user.id, row), planning().now),
      }),
    skip: (by, target) =>
      changeOne(by, {
        kind: 'task.skip',
        target,
        plan: async (row) => {
          if (row.recurrence === null) throw new AppError('not_recurring')
          if (row.status !== 'open')
            throw new AppError('invalid_input', { userMessage: 'Only an open task can be skipped. Reopen it first.' })
          const taken = takenOccurrences(await readSeries(database, by.user.id, row))
          return [skipOccurrence(row, taken, planning())]
        },
      }),
    stopSeries: (by, target) => changeOne(by, { kind: 'task.stop-series', target, plan: (row) => [stopSeries(row)] }),
    async delete({ user, mutationId }, target) {
      const change = { userId: user.id, mutationId, kind: 'task.delete', operations: [deleteOperation(target)] }
      return toChangeResult(await database.tasks.commit(change))
    },
    snooze: (by, { target, until }) =>
      changeOne(by, { kind: 'task.snooze', target, plan: (row) => [snoozeTask(row, until, planning())] }),
    bulk: (by, bulk) => changeInBulk(dependencies, by, bulk),
  }
}

/** The task as its user always wants to be reminded, where it has a time to come and no reminder of its own. */
function withDefaultReminder(
  task: TaskCreate,
  minutesBefore: number | null | undefined,
  { now, timeZone }: { now: Instant; timeZone: string },
): TaskCreate {
  const { due, reminders = [] } = task
  if (minutesBefore === null || minutesBefore === undefined || !due?.time || reminders.length > 0) return task
  const reminder = relativeInput(minutesBefore)
  const fireAt = reminderFireAt(reminder, due, task.timeZone ?? timeZone)
  return fireAt === null || fireAt <= now ? task : { ...task, reminders: [reminder] }
}

export const taskLimitOf = ({ isGuest }: Actor): number => (isGuest ? limits.tasksPerGuest : limits.tasksPerUser)

/** Names the limit in the error of a change that would exceed it. */
export function tellLimit(maxTasks: number, isGuest: boolean) {
  return (error: unknown): never => {
    if (!(error instanceof AppError) || error.code !== 'limit_reached') throw error
    const remedy = isGuest ? 'Create an account to keep more.' : 'Delete some to make room.'
    const userMessage = `You have reached the limit of ${maxTasks.toLocaleString('en')} tasks. ${remedy}`
    throw new AppError('limit_reached', { userMessage, cause: error })
  }
}
