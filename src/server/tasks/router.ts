import { z } from 'zod'
import { limits } from '../../domain/limits.ts'
import {
  editScopeSchema,
  mutationIdSchema,
  taskCreateSchema,
  taskListSchema,
  taskPatchSchema,
  taskRefSchema,
} from '../../domain/task-input.ts'
import { instantSchema } from '../../domain/time/wall-time.ts'
import { router, userProcedure } from '../api/trpc.ts'
import { bulkSchema } from './bulk-change.ts'
import { previewRecurrence, previewSchema } from './preview-recurrence.ts'

const mutation = z.strictObject({ mutationId: mutationIdSchema })
const targeted = mutation.extend({ target: taskRefSchema })
const createManySchema = z
  .array(taskCreateSchema)
  .min(1, { error: 'Name at least one task.' })
  .max(limits.createdAtOnce, { error: `At most ${limits.createdAtOnce} tasks can be made at once.` })
const idList = z
  .array(z.uuid())
  .max(limits.pageSize, { error: `At most ${limits.pageSize} tasks can be asked for at once.` })

export const tasksRouter = router({
  list: userProcedure
    .input(taskListSchema.prefault({}))
    .query(({ ctx, input }) => ctx.services.tasks.list(ctx.user, input)),
  byIds: userProcedure
    .input(z.strictObject({ ids: idList }))
    .query(({ ctx, input }) => ctx.services.tasks.byIds(ctx.user, input.ids)),
  get: userProcedure
    .input(z.strictObject({ id: z.uuid() }))
    .query(({ ctx, input }) => ctx.services.tasks.get(ctx.user, input.id)),
  counts: userProcedure.query(({ ctx }) => ctx.services.tasks.counts(ctx.user)),
  previewRecurrence: userProcedure.input(previewSchema).query(({ input }) => previewRecurrence(input)),
  create: userProcedure
    .input(mutation.extend({ task: taskCreateSchema }))
    .mutation(({ ctx, input: { task, mutationId } }) =>
      ctx.services.tasks.create({ user: ctx.user, mutationId }, task),
    ),
  createMany: userProcedure
    .input(mutation.extend({ tasks: createManySchema }))
    .mutation(({ ctx, input: { tasks, mutationId } }) =>
      ctx.services.tasks.createMany({ user: ctx.user, mutationId }, tasks),
    ),
  update: userProcedure
    .input(targeted.extend({ patch: taskPatchSchema, scope: editScopeSchema.default('this') }))
    .mutation(({ ctx, input: { mutationId, ...edit } }) =>
      ctx.services.tasks.update({ user: ctx.user, mutationId }, edit),
    ),
  complete: userProcedure
    .input(targeted)
    .mutation(({ ctx, input }) => ctx.services.tasks.complete({ user: ctx.user, ...input }, input.target)),
  reopen: userProcedure
    .input(targeted)
    .mutation(({ ctx, input }) => ctx.services.tasks.reopen({ user: ctx.user, ...input }, input.target)),
  skip: userProcedure
    .input(targeted)
    .mutation(({ ctx, input }) => ctx.services.tasks.skip({ user: ctx.user, ...input }, input.target)),
  stopSeries: userProcedure
    .input(targeted)
    .mutation(({ ctx, input }) => ctx.services.tasks.stopSeries({ user: ctx.user, ...input }, input.target)),
  delete: userProcedure
    .input(targeted)
    .mutation(({ ctx, input }) => ctx.services.tasks.delete({ user: ctx.user, ...input }, input.target)),
  snooze: userProcedure
    .input(targeted.extend({ until: instantSchema }))
    .mutation(({ ctx, input: { mutationId, ...snooze } }) =>
      ctx.services.tasks.snooze({ user: ctx.user, mutationId }, snooze),
    ),
  bulk: userProcedure
    .input(mutation.extend(bulkSchema.shape))
    .mutation(({ ctx, input: { mutationId, ...bulk } }) =>
      ctx.services.tasks.bulk({ user: ctx.user, mutationId }, bulk),
    ),
})
