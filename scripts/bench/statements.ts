import { randomUUID } from 'node:crypto'
import { taskListSchema } from '../../src/domain/task-input.ts'
import type { Prisma } from '../../src/server/database/generated/client.ts'
import type { PrismaClient } from '../../src/server/database/prisma.ts'
import { createTaskCalls, type TaskCalls } from '../../src/server/database/task-calls.ts'
import { uuidV7 } from '../../src/server/identity/uuid-v7.ts'
import { newTask } from '../../src/server/tasks/new-task.ts'
import { pageFilter } from '../../src/server/tasks/page-filter.ts'

/** A statement as the product sends it: its own text and arguments. */
export type Statement = { text: string; values: unknown[] }

/** What the product's own code sends to the database for `call`; nothing is executed. */
function statementOf(call: (calls: TaskCalls) => Promise<unknown>): Statement {
  let sent: Statement | undefined
  const recorder = {
    $queryRaw: async ({ text, values }: Prisma.Sql) => {
      sent = { text, values }
      return [{ result: {} }]
    },
  }
  const commits = { committed: () => undefined, listen: () => () => undefined }
  void call(createTaskCalls(recorder as unknown as PrismaClient, commits))
  if (sent === undefined) throw new Error('the call sent no statement at once')
  return sent
}

export type TaskInput = Parameters<typeof newTask>[0]

/** The statement of tasks.create. */
export function createStatement(userId: string, task: TaskInput): Statement {
  const operation = newTask(task, { now: new Date().toISOString(), newId: uuidV7, timeZone: 'UTC' })
  const change = { userId, mutationId: randomUUID(), kind: 'task.create', operations: [operation], maxTasks: 200_000 }
  return statementOf((calls) => calls.commit(change))
}

/** The statement of tasks.list. */
export function listStatement(userId: string, input: unknown): Statement {
  const { filter, sort, direction, limit } = taskListSchema.parse(input)
  const present = { now: new Date().toISOString(), settings: { timeZone: 'UTC', weekStart: 1 as const } }
  return statementOf((calls) =>
    calls.list({
      userId,
      filter: pageFilter(filter, present),
      sort,
      descending: direction === 'desc',
      after: null,
      limit,
    }),
  )
}
