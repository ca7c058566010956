import type { InvocationRequest, InvocationResponse } from '../../domain/invocation.ts'
import type { Channel } from '../../domain/notification.ts'
import type { TaskList } from '../../domain/task-input.ts'
import { callFunction, changeByFunction } from './call.ts'
import type { CommitSignal } from './commit-signal.ts'
import { Prisma } from './generated/client.ts'
import type { PrismaClient } from './prisma.ts'
import type { ReminderRow, TaskColumns, TaskRow } from './task-rows.ts'

/** What must still hold for an operation to be applied; `id` where it concerns another task. An empty one: it exists. */
export type When = { id?: string; status?: string; version?: number; completed_at?: string }

type Target = { id: string; version?: number; when?: When }
export type Operation =
  | {
      op: 'insert'
      id: string
      when?: When
      set: Partial<TaskColumns> & Pick<TaskColumns, 'title' | 'time_zone'> & { created_at?: string }
      reminders?: ReminderRow[]
      event: 'task.created'
    }
  | (Target & {
      op: 'patch'
      set: Partial<TaskColumns>
      reminders?: ReminderRow[]
      event: 'task.updated' | 'task.completed' | 'task.reopened'
    })
  | (Target & { op: 'delete'; event: 'task.deleted' })

/** `kind` names the mutation: the same id under another kind is refused. */
export type Change = {
  userId: string
  mutationId: string
  kind: string
  operations: readonly Operation[]
  maxTasks?: number
  undoable?: boolean
}

export type CommitResult = { changeId: string; seq: number; tasks: TaskRow[]; deleted: string[]; replayed?: boolean }

/** A filter as app.task_page_sql knows it. */
export type PageFilter = {
  status?: string[]
  priority?: number[]
  tagsAny?: string[]
  tagsAll?: string[]
  noDue?: true
  hasDue?: true
  overdue?: true
  recurring?: boolean
  timeFrom?: string
  timeUntil?: string
  dueFrom?: string
  dueUntil?: string
  completedFrom?: string
  completedUntil?: string
  text?: string
  prefix?: string
}
/** Sort key and id of the last task of a page. */
export type PageKey = [key: string | number, id: string]
export type Page = {
  userId: string
  filter: PageFilter
  sort: TaskList['sort']
  descending: boolean
  after: PageKey | null
  limit: number
}
export type TaskPage = { items: TaskRow[]; next: PageKey | null }

export type TaskCounts = {
  open: number
  overdue: number
  today: number
  week: number
  none: number
  tags: { tag: string; count: number }[]
}

export type LoggedUpdate = { seq: number; type: string; data: unknown }
/** `seq`: how far these updates reach; `latest`: the user's newest number. Not complete where part was purged. */
export type Updates = { seq: number; latest: number; complete: boolean; updates: LoggedUpdate[] }

export type PlannedDelivery = { id: string; channel: Channel; reminderIds: string[] }
export type DeliveryReport = { id: string; outcome: 'delivered' | 'failed'; detail?: string | undefined }

/** The functions of role todo_app, each one round trip bound to its user. Errors are AppErrors (see errors.ts). */
export type TaskCalls = {
  commit(change: Change): Promise<CommitResult>
  /** `target` null: the newest change that is not itself an undo. */
  undo(undo: { userId: string; mutationId: string; target: string | null; hours: number }): Promise<CommitResult>
  /** Tasks in the order asked, missing ones left out; `prior` is what this mutation returned before, if it did. */
  read(read: {
    userId: string
    ids: readonly string[]
    mutation?: { id: string; kind: string }
  }): Promise<{ prior: CommitResult | null; tasks: TaskRow[] }>
  list(page: Page): Promise<TaskPage>
  count(bounds: { userId: string; today: string; tomorrow: string; weekEnd: string }): Promise<TaskCounts>
  /** What happened after number `after`, at most `limit` numbers further. */
  updatesSince(since: { userId: string; after: number; limit: number }): Promise<Updates>
  planReminders(plan: {
    userId: string
    reminders: readonly { id: string; fireAt: string }[]
    channels: readonly Channel[]
    lateSeconds: number
    digestAbove: number
  }): Promise<PlannedDelivery[]>
  /** How many notifications were made. */
  recordDeliveries(record: {
    userId: string
    deliveries: readonly DeliveryReport[]
    lateSeconds: number
  }): Promise<number>
  /** How an attempt to send ended; what the delivery is now. `waits`: seconds between tries, by failures in a row. */
  settleDelivery(settling: {
    userId: string
    report: Omit<InvocationRequest<'settleDelivery'>, 'userId'>
    waits: readonly number[]
  }): Promise<InvocationResponse<'settleDelivery'>['status']>
}

const json = (value: unknown): string => JSON.stringify(value)

export function createTaskCalls(app: PrismaClient, commits: CommitSignal): TaskCalls {
  const changing = async <T>(userId: string, statement: Prisma.Sql): Promise<T> => {
    const result = await changeByFunction<T>(app, statement)
    commits.committed(userId)
    return result
  }
  return {
    commit: ({ userId, mutationId, kind, operations, maxTasks, undoable }) =>
      changing(
        userId,
        Prisma.sql`SELECT app.commit_change(${userId}::uuid, ${mutationId}::uuid, ${kind}, ${json(operations)}::jsonb,
          ${json({ maxTasks, undoable })}::jsonb) AS result`,
      ),
    undo: ({ userId, mutationId, target, hours }) =>
      changing(
        userId,
        Prisma.sql`SELECT app.undo_change(${userId}::uuid, ${mutationId}::uuid, ${target}::uuid, ${hours}::int) AS result`,
      ),
    read: ({ userId, ids, mutation }) =>
      callFunction(
        app,
        Prisma.sql`SELECT app.read_tasks(${userId}::uuid, ${mutation?.id ?? null}::uuid, ${mutation?.kind ?? null},
          ARRAY(SELECT jsonb_array_elements_text(${json(ids)}::jsonb)::uuid)) AS result`,
      ),
    list: ({ userId, filter, sort, descending, after, limit }) =>
      callFunction(
        app,
        Prisma.sql`SELECT app.list_tasks(${userId}::uuid, ${json(filter)}::jsonb, ${sort}, ${descending},
          ${after === null ? null : json(after)}::jsonb, ${limit}::int) AS result`,
      ),
    count: ({ userId, today, tomorrow, weekEnd }) =>
      callFunction(
        app,
        Prisma.sql`SELECT app.count_tasks(${userId}::uuid, ${today}::timestamptz, ${tomorrow}::timestamptz,
          ${weekEnd}::timestamptz) AS result`,
      ),
    updatesSince: ({ userId, after, limit }) =>
      callFunction(
        app,
        Prisma.sql`SELECT app.updates_since(${userId}::uuid, ${after}::bigint, ${limit}::int) AS result`,
      ),
    planReminders: ({ userId, reminders, channels, lateSeconds, digestAbove }) =>
      callFunction(
        app,
        Prisma.sql`SELECT app.plan_reminders(${userId}::uuid, ${json(reminders)}::jsonb,
          ARRAY(SELECT jsonb_array_elements_text(${json(channels)}::jsonb)), ${lateSeconds}::int, ${digestAbove}::int) AS result`,
      ),
    recordDeliveries: ({ userId, deliveries, lateSeconds }) =>
      changing(
        userId,
        Prisma.sql`SELECT app.record_deliveries(${userId}::uuid, ${json(deliveries)}::jsonb, ${lateSeconds}::int) AS result`,
      ),
    settleDelivery: ({ userId, report, waits }) =>
      changing(
        userId,
        Prisma.sql`SELECT app.settle_delivery(${userId}::uuid, ${json(report)}::jsonb,
          ARRAY(SELECT jsonb_array_elements_text(${json(waits)}::jsonb)::int)) AS result`,
      ),
  }
}
