import { z } from 'zod'
import { mutationIdSchema } from '../../domain/task-input.ts'
import { router, userProcedure } from '../api/trpc.ts'
import { notificationListSchema } from './notification-list.ts'
import { actSchema, markReadSchema } from './notification-service.ts'

export const notificationsRouter = router({
  list: userProcedure
    .input(notificationListSchema.default({ unreadOnly: false, limit: 30 }))
    .query(({ ctx, input }) => ctx.services.notifications.list(ctx.user, input)),
  markRead: userProcedure
    .input(markReadSchema)
    .mutation(({ ctx, input: { mutationId, ids } }) =>
      ctx.services.notifications.markRead({ user: ctx.user, mutationId }, ids),
    ),
  act: userProcedure
    .input(z.strictObject({ mutationId: mutationIdSchema, ...actSchema.shape }))
    .mutation(({ ctx, input: { mutationId, ...act } }) =>
      ctx.services.notifications.act({ user: ctx.user, mutationId }, act),
    ),
})
