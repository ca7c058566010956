import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { mutationIdSchema } from '../../domain/task-input.ts'
import { router, userProcedure } from '../api/trpc.ts'

/** For administrators alone; asked anew at every call, so that who loses the right loses it at once. */
const adminProcedure = userProcedure.use(async ({ ctx, next }) => {
  if (!(await ctx.services.operations.isAdmin(ctx.user.id))) throw new AppError('forbidden')
  return next()
})

export const operationsRouter = router({
  overview: adminProcedure.query(({ ctx }) => ctx.services.operations.overview()),
  /** Repeating it does no harm: consumers know what they have done. */
  replay: adminProcedure
    .input(z.strictObject({ mutationId: mutationIdSchema, which: z.string().min(1).max(100) }))
    .mutation(async ({ ctx, input }) => ({ count: await ctx.services.operations.replay(input.which) })),
})
