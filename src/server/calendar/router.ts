import { z } from 'zod'
import { mutationIdSchema } from '../../domain/task-input.ts'
import { router, userProcedure } from '../api/trpc.ts'

const mutation = z.strictObject({ mutationId: mutationIdSchema })

export const calendarRouter = router({
  get: userProcedure.query(({ ctx }) => ctx.services.feedAddresses.get(ctx.user.id)),
  /** Results of mutations are kept and a secret must not be: a repeat makes another address. */
  create: userProcedure.input(mutation).mutation(({ ctx }) => ctx.services.feedAddresses.create(ctx.user)),
  revoke: userProcedure.input(mutation).mutation(async ({ ctx }) => {
    await ctx.services.feedAddresses.revoke(ctx.user.id)
    return { ok: true as const }
  }),
})
