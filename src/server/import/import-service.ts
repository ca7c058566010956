import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import {
  type ImportSource,
  importItemSchema,
  importKeySchema,
  importSourceSchema,
} from '../../domain/import/import-item.ts'
import { limits } from '../../domain/limits.ts'
import { mutationIdSchema } from '../../domain/task-input.ts'
import { callFunction } from '../database/call.ts'
import type { Database } from '../database/client.ts'
import { toDatabaseError } from '../database/errors.ts'
import { Prisma } from '../database/generated/client.ts'
import { taskLimitOf, tellLimit } from '../tasks/task-changes.ts'
import type { Actor, By, TaskDependencies } from '../tasks/task-dependencies.ts'
import { importOperation } from './import-operation.ts'

export const importCheckSchema = z.strictObject({
  source: importSourceSchema,
  keys: z.array(importKeySchema).max(limits.importKeys),
})
export const importRunSchema = z.strictObject({
  mutationId: mutationIdSchema,
  /** Made by the caller: what belongs together, and is taken back together. */
  importId: z.uuid(),
  source: importSourceSchema,
  items: z.array(importItemSchema).min(1).max(limits.importBatch),
  /** Also what was imported before and deleted since. */
  bringBack: z.boolean(),
})
export const importUndoSchema = z.strictObject({ mutationId: mutationIdSchema, importId: z.uuid() })

/** `present`: it is here already; `deleted`: it was, and its user deleted it. */
export const keyStates = ['new', 'present', 'deleted'] as const
export type KeyState = (typeof keyStates)[number]
export type RefusedItem = { key: string; reason: string }
export type PastImport = { importId: string; source: ImportSource; tasks: number; at: string }

export type ImportService = {
  /** What is known of keys, in their order, and how many more tasks the user may have. Writes nothing. */
  check(user: Actor, check: z.infer<typeof importCheckSchema>): Promise<{ states: KeyState[]; room: number }>
  /** Imports a batch, all of it or nothing: once for its mutation id, and each key once. AppError `limit_reached`. */
  run(user: Actor, batch: z.infer<typeof importRunSchema>): Promise<{ created: number; refused: RefusedItem[] }>
  /** Takes back tasks of an import that were not changed since; to be called again while there are some `left`. */
  undo(by: By, importId: string): Promise<{ removed: number; left: number }>
  /** Imports that can be taken back, the newest first. */
  recent(user: Actor): Promise<PastImport[]>
}

type Dependencies = Omit<TaskDependencies, 'database'> & { database: Pick<Database, 'withUser' | 'commits'> }

export function createImportService({ database, settings, now, newId }: Dependencies): ImportService {
  return {
    async check(user, { source, keys }) {
      const hashes = keys.map((key) => hashOf(key))
      return database.withUser(user.id, async (tx) => {
        const profile = await tx.profile.findUnique({ where: { userId: user.id }, select: { taskCount: true } })
        const entries = await tx.importEntry.findMany({ where: { userId: user.id, source, key: { in: hashes } } })
        const taskOf = new Map(entries.map(({ key, taskId }) => [key, taskId]))
        const ids = [...keys.flatMap((key) => ownId(source, key) ?? []), ...taskOf.values()]
        const tasks = await tx.task.findMany({ where: { userId: user.id, id: { in: ids } }, select: { id: true } })
        const existing = new Set(tasks.map(({ id }) => id))
        const states = keys.map((key, index): KeyState => {
          const taskId = taskOf.get(hashes[index] ?? '')
          if (existing.has(key) || (taskId !== undefined && existing.has(taskId))) return 'present'
          return taskId === undefined ? 'new' : 'deleted'
        })
        return { states, room: Math.max(0, taskLimitOf(user) - (profile?.taskCount ?? 0)) }
      })
    },
    async run(user, { mutationId, importId, source, items, bringBack }) {
      const { timeZone } = await settings.get(user.id)
      const planning = { now: now().toISOString(), newId, timeZone, userId: user.id, source }
      const refused: RefusedItem[] = []
      const operations = items.flatMap((item) => {
        try {
          return [{ key: hashOf(item.key), own: ownId(source, item.key), ...importOperation(item, planning) }]
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          refused.push({ key: item.key, reason: error.userMessage })
          return []
        }
      })
      const maxTasks = taskLimitOf(user)
      const options = JSON.stringify({ bringBack, maxTasks })
      const { created } = await changing<{ created: number }>(
        database,
        user.id,
        Prisma.sql`SELECT app.import_tasks(${user.id}::uuid, ${mutationId}::uuid, ${source}, ${importId}::uuid,
          ${JSON.stringify(operations)}::jsonb, ${options}::jsonb) AS result`,
      ).catch(tellLimit(maxTasks, user.isGuest))
      return { created, refused }
    },
    async undo({ user, mutationId }, importId) {
      const { removed, left } = await changing<{ removed: number; left: number }>(
        database,
        user.id,
        Prisma.sql`SELECT app.undo_import(${user.id}::uuid, ${mutationId}::uuid, ${importId}::uuid, ${limits.importBatch * 2}::int) AS result`,
      )
      return { removed, left }
    },
    async recent(user) {
      const since = new Date(now().getTime() - limits.undoHours * 3_600_000)
      const rows = await database.withUser(user.id, (tx) =>
        tx.importEntry.groupBy({
          by: ['importId', 'source'],
          where: { userId: user.id, createdAt: { gt: since } },
          _count: true,
          _max: { createdAt: true },
          orderBy: { _max: { createdAt: 'desc' } },
          take: 5,
        }),
      )
      return rows.map(({ importId, source, _count, _max }) => ({
        importId,
        source: importSourceSchema.parse(source),
        tasks: _count,
        at: (_max.createdAt ?? since).toISOString(),
      }))
    },
  }
}

/** The task that an own export's key is, where it comes back to where it was made. */
const ownId = (source: ImportSource, key: string): string | null =>
  source === 'todo-chatbot' && z.uuid().safeParse(key).success ? key : null

const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url')

async function changing<T>(database: Dependencies['database'], userId: string, statement: Prisma.Sql): Promise<T> {
  const result = await database
    .withUser(userId, (tx) => callFunction<T>(tx, statement))
    .catch((error: unknown) => {
      throw toDatabaseError(error)
    })
  database.commits.committed(userId)
  return result
}
