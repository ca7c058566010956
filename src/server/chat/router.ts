import { z } from 'zod'
import { conversationTitleSchema, messageTextSchema } from '../../domain/conversation.ts'
import { textRangeSchema } from '../../domain/language/plan.ts'
import { limits } from '../../domain/limits.ts'
import { mutationIdSchema } from '../../domain/task-input.ts'
import { router, userProcedure } from '../api/trpc.ts'

const mutation = z.strictObject({ mutationId: mutationIdSchema, id: z.uuid() })

export const chatRouter = router({
  conversations: userProcedure.query(({ ctx }) => ctx.services.chat.conversations.list(ctx.user.id)),
  create: userProcedure
    .input(mutation.extend({ title: conversationTitleSchema.optional() }))
    .mutation(({ ctx, input }) => ctx.services.chat.conversations.create({ userId: ctx.user.id, ...input })),
  rename: userProcedure
    .input(mutation.extend({ title: conversationTitleSchema }))
    .mutation(({ ctx, input }) => ctx.services.chat.conversations.rename({ userId: ctx.user.id, ...input })),
  delete: userProcedure
    .input(mutation)
    .mutation(({ ctx, input }) => ctx.services.chat.conversations.delete({ userId: ctx.user.id, ...input })),
  search: userProcedure
    .input(z.strictObject({ text: z.string().trim().min(1).max(limits.searchLength) }))
    .query(({ ctx, input }) => ctx.services.chat.conversations.search({ userId: ctx.user.id, ...input })),
  messages: userProcedure
    .input(
      z.strictObject({
        conversationId: z.uuid(),
        before: z.uuid().optional(),
        limit: z.int().min(1).max(limits.messagesPerPage).default(50),
      }),
    )
    .query(({ ctx, input }) => ctx.services.chat.conversations.messages({ userId: ctx.user.id, ...input })),
  send: userProcedure
    .input(
      z.strictObject({
        conversationId: z.uuid(),
        messageId: z.uuid(),
        text: messageTextSchema,
        ignored: z.array(textRangeSchema).max(limits.ignoredRanges).optional(),
      }),
    )
    .mutation(async function* ({ ctx, input }) {
      yield* ctx.services.chat.send(ctx.user, input)
    }),
  answer: userProcedure
    .input(z.strictObject({ confirmationId: z.uuid(), messageId: z.uuid(), accept: z.boolean() }))
    .mutation(async function* ({ ctx, input }) {
      yield* ctx.services.chat.answer(ctx.user, input)
    }),
})
