import { z } from 'zod'
import { modelModeSchema } from '../../../domain/model-mode.ts'
import { mutationIdSchema } from '../../../domain/task-input.ts'
import { router, userProcedure } from '../../api/trpc.ts'

export const modelRouter = router({
  get: userProcedure.query(({ ctx }) => ctx.services.model.report(ctx.user.id)),
  choose: userProcedure
    .input(z.strictObject({ mutationId: mutationIdSchema, mode: modelModeSchema.nullable() }))
    .mutation(({ ctx, input }) => ctx.services.model.choose({ userId: ctx.user.id, ...input })),
})
