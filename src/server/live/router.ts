import { tracked } from '@trpc/server'
import { z } from 'zod'
import { router, userProcedure } from '../api/trpc.ts'

const resumeSchema = z.object({ lastEventId: z.string().max(100).nullish() }).optional()

export const liveRouter = router({
  updates: userProcedure.input(resumeSchema).subscription(async function* ({ ctx, input, signal }) {
    const stream = ctx.services.live.updates({
      userId: ctx.user.id,
      lastEventId: input?.lastEventId ?? null,
      signal: signal ?? new AbortController().signal,
      sessionStands: ctx.sessionStands,
    })
    for await (const update of stream) yield tracked(String(update.seq), update)
  }),
})
