import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import { tagSchema } from '../../domain/task.ts'
import type { Operation } from '../database/task-calls.ts'
import type { TaskRow } from '../database/task-rows.ts'
import { type ChangeResult, toChangeResult } from './change-result.ts'
import { missing, readThenCommit } from './read-then-commit.ts'
import { completeOperation } from './simple-operations.ts'
import type { By, TaskDependencies } from './task-dependencies.ts'

const tagList = z
  .array(tagSchema)
  .max(limits.tagsPerTask, { error: `A task may have at most ${limits.tagsPerTask} tags.` })

export const bulkSchema = z.strictObject({
  ids: z
    .array(z.uuid())
    .min(1, { error: 'Choose at least one task.' })
    .max(limits.bulkItems, { error: `At most ${limits.bulkItems} tasks can be changed at once.` })
    .transform((ids) => [...new Set(ids)]),
  action: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('complete') }),
    z.strictObject({ kind: z.literal('delete') }),
    z.strictObject({ kind: z.literal('tag'), add: tagList.default([]), remove: tagList.default([]) }),
  ]),
})
export type Bulk = z.infer<typeof bulkSchema>

/** Changes all these tasks or none; ones that do not exist (any more) are passed over. */
export async function changeInBulk(
  dependencies: TaskDependencies,
  by: By,
  { ids, action }: Bulk,
): Promise<ChangeResult> {
  const { database } = dependencies
  if (action.kind === 'tag') {
    const plan = (rows: TaskRow[]) => rows.flatMap((row) => retag(row, action))
    return readThenCommit(dependencies, {
      by,
      kind: 'task.bulk',
      targets: ids.map((id) => ({ id })),
      passOverMissing: true,
      plan,
    })
  }
  const operations = ids.map(
    (id): Operation =>
      action.kind === 'complete' ? completeOperation({ id }) : { op: 'delete', id, when: {}, event: 'task.deleted' },
  )
  const committed = await database.tasks.commit({
    userId: by.user.id,
    mutationId: by.mutationId,
    kind: 'task.bulk',
    operations,
  })
  if (committed.tasks.length + committed.deleted.length > 0) return toChangeResult(committed)
  const { tasks } = await database.tasks.read({ userId: by.user.id, ids })
  if (tasks.length === 0) throw missing()
  return toChangeResult({ ...committed, tasks })
}

function retag(row: TaskRow, { add, remove }: { add: string[]; remove: string[] }): Operation[] {
  const tags = [...new Set([...row.tags.filter((tag) => !remove.includes(tag)), ...add])].sort()
  if (tags.length > limits.tagsPerTask)
    throw new AppError('limit_reached', { userMessage: `A task may have at most ${limits.tagsPerTask} tags.` })
  if (tags.join() === row.tags.join()) return []
  return [{ op: 'patch', id: row.id, version: row.version, event: 'task.updated', set: { tags } }]
}
