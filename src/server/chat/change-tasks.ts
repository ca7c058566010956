import type { Operation } from '../database/task-calls.ts'
import type { TaskRow } from '../database/task-rows.ts'
import { toTask } from '../database/task-rows.ts'
import type { ChangeResult } from '../tasks/change-result.ts'
import { editTask, stopSeries } from '../tasks/edit-task.ts'
import type { Planning } from '../tasks/new-task.ts'
import { readThenCommit } from '../tasks/read-then-commit.ts'
import { reopenTask } from '../tasks/reopen-task.ts'
import { readSeries, takenOccurrences } from '../tasks/series-rows.ts'
import { snoozeTask } from '../tasks/simple-operations.ts'
import { skipOccurrence } from '../tasks/skip-occurrence.ts'
import type { By, TaskDependencies } from '../tasks/task-dependencies.ts'
import type { TaskService } from '../tasks/task-service.ts'
import { editPatch, scopeOf } from './edit-patch.ts'
import type { Act, Action } from './step.ts'
import type { Present } from './wording/dates.ts'

export type ChangeTasks = { dependencies: TaskDependencies; tasks: TaskService; present: Present }

/** Carries out an action on its tasks as one change with one undo, once for a mutation id. */
export async function changeTasks(context: ChangeTasks, by: By, { action, ids }: Act): Promise<ChangeResult> {
  const [id] = ids
  const one = ids.length === 1 && id !== undefined ? { id } : null
  const { tasks } = context
  switch (action.kind) {
    case 'complete':
      return one === null ? tasks.bulk(by, { ids, action: { kind: 'complete' } }) : tasks.complete(by, one)
    case 'delete':
      return one === null ? tasks.bulk(by, { ids, action: { kind: 'delete' } }) : tasks.delete(by, one)
    case 'reopen':
      return one === null ? changeEach(context, by, { action, ids }) : tasks.reopen(by, one)
    case 'skip':
      return one === null ? changeEach(context, by, { action, ids }) : tasks.skip(by, one)
    case 'stop':
      return one === null ? changeEach(context, by, { action, ids }) : tasks.stopSeries(by, one)
    case 'snooze':
      return one === null
        ? changeEach(context, by, { action, ids })
        : tasks.snooze(by, { target: one, until: action.until })
    case 'edit':
      return changeEach(context, by, { action, ids })
  }
}

/** One commit for all rows; ones the action does not fit (any more) are passed over. */
function changeEach(context: ChangeTasks, by: By, { action, ids }: Pick<Act, 'action' | 'ids'>): Promise<ChangeResult> {
  const { dependencies } = context
  return readThenCommit(dependencies, {
    by,
    kind: `chat.${action.kind}`,
    targets: ids.map((id) => ({ id })),
    passOverMissing: true,
    plan: async (rows) => (await Promise.all(rows.map((row) => operationsFor(context, by, { action, row })))).flat(),
  })
}

async function operationsFor(
  { dependencies, present }: ChangeTasks,
  { user }: By,
  { action, row }: { action: Action; row: TaskRow },
): Promise<Operation[]> {
  const planning: Planning = { now: dependencies.now().toISOString(), newId: dependencies.newId }
  const open = row.status === 'open'
  const series = () => readSeries(dependencies.database, user.id, row)
  switch (action.kind) {
    case 'edit':
      return [
        editTask(
          { row, patch: editPatch(toTask(row), action.patch, present), scope: scopeOf(action.patch) },
          { ...planning, timeZone: present.settings.timeZone },
        ),
      ]
    case 'reopen':
      return open ? [] : reopenTask(row, await series(), planning.now)
    case 'skip':
      return open && row.recurrence !== null ? [skipOccurrence(row, takenOccurrences(await series()), planning)] : []
    case 'stop':
      return row.recurrence === null ? [] : [stopSeries(row)]
    case 'snooze':
      return open ? [snoozeTask(row, action.until, planning)] : []
    case 'complete':
    case 'delete':
      return []
  }
}
