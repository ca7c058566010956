import { router, userProcedure } from '../api/trpc.ts'
import { importCheckSchema, importRunSchema, importUndoSchema } from './import-service.ts'

/** A file is read where it was chosen; its tasks come here in batches. */
export const importRouter = router({
  check: userProcedure
    .input(importCheckSchema)
    .mutation(({ ctx, input }) => ctx.services.imports.check(ctx.user, input)),
  run: userProcedure.input(importRunSchema).mutation(({ ctx, input }) => ctx.services.imports.run(ctx.user, input)),
  undo: userProcedure
    .input(importUndoSchema)
    .mutation(({ ctx, input: { mutationId, importId } }) =>
      ctx.services.imports.undo({ user: ctx.user, mutationId }, importId),
    ),
  recent: userProcedure.query(({ ctx }) => ctx.services.imports.recent(ctx.user)),
})
