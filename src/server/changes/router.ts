import { z } from 'zod'
import { mutationIdSchema } from '../../domain/task-input.ts'
import { router, userProcedure } from '../api/trpc.ts'

export const changesRouter = router({
  undo: userProcedure
    .input(z.strictObject({ mutationId: mutationIdSchema, changeId: z.uuid() }))
    .mutation(({ ctx, input: { mutationId, changeId } }) =>
      ctx.services.changes.undo({ user: ctx.user, mutationId }, changeId),
    ),
  undoLatest: userProcedure
    .input(z.strictObject({ mutationId: mutationIdSchema }))
    .mutation(({ ctx, input }) => ctx.services.changes.undoLatest({ user: ctx.user, ...input })),
})
