import { z } from 'zod'
import { accessTokenInputSchema } from '../../../domain/access-token.ts'
import { mutationIdSchema } from '../../../domain/task-input.ts'
import { router, userProcedure } from '../../api/trpc.ts'

export const tokensRouter = router({
  list: userProcedure.query(({ ctx }) => ctx.services.accessTokens.list(ctx.user.id)),
  /** The token's own id makes a repeat safe: results of mutations are kept, and a secret must not be. */
  create: userProcedure
    .input(accessTokenInputSchema)
    .mutation(({ ctx, input }) => ctx.services.accessTokens.create(ctx.user, input)),
  revoke: userProcedure
    .input(z.strictObject({ mutationId: mutationIdSchema, id: z.uuid() }))
    .mutation(async ({ ctx, input }) => {
      await ctx.services.accessTokens.revoke(ctx.user.id, input.id)
      return { ok: true as const }
    }),
})
