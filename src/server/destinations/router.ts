import { z } from 'zod'
import {
  messageKindSchema,
  notifyRulesSchema,
  pushSubscriptionSchema,
  webhookUrlSchema,
} from '../../domain/destination.ts'
import { mutationIdSchema } from '../../domain/task-input.ts'
import { singleLineSchema } from '../../domain/text.ts'
import { router, userProcedure } from '../api/trpc.ts'

const mutation = z.strictObject({ mutationId: mutationIdSchema })
const oneOf = mutation.extend({ id: z.uuid() })
const addressSchema = z.email({ error: 'That is no e-mail address.' }).max(254)
const codeSchema = z
  .string()
  .trim()
  .regex(/^\d{6}$/, { error: 'The code has six digits.' })

export const destinationsRouter = router({
  list: userProcedure.query(({ ctx }) => ctx.services.destinations.list(ctx.user)),
  addPush: userProcedure
    .input(mutation.extend({ subscription: pushSubscriptionSchema, label: singleLineSchema('A name', 100) }))
    .mutation(({ ctx: { user, services }, input: { mutationId, ...device } }) =>
      services.destinations.addPush({ user, mutationId }, device),
    ),
  addEmail: userProcedure
    .input(mutation.extend({ address: z.string().trim().toLowerCase().pipe(addressSchema) }))
    .mutation(({ ctx: { user, services }, input: { mutationId, address } }) =>
      services.destinations.addEmail({ user, mutationId }, address),
    ),
  confirmEmail: userProcedure
    .input(oneOf.extend({ code: codeSchema }))
    .mutation(({ ctx: { user, services }, input: { mutationId, ...given } }) =>
      services.destinations.confirmEmail({ user, mutationId }, given),
    ),
  addWebhook: userProcedure
    .input(mutation.extend({ url: webhookUrlSchema }))
    .mutation(({ ctx: { user, services }, input: { mutationId, url } }) =>
      services.destinations.addWebhook({ user, mutationId }, url),
    ),
  update: userProcedure
    .input(oneOf.extend({ on: z.boolean().optional(), sends: z.array(messageKindSchema).max(2).optional() }))
    .mutation(({ ctx: { user, services }, input: { mutationId, ...change } }) =>
      services.destinations.update({ user, mutationId }, change),
    ),
  remove: userProcedure
    .input(oneOf)
    .mutation(({ ctx: { user, services }, input: { mutationId, id } }) =>
      services.destinations.remove({ user, mutationId }, id),
    ),
  test: userProcedure
    .input(oneOf)
    .mutation(({ ctx: { user, services }, input: { mutationId, id } }) =>
      services.destinations.test({ user, mutationId }, id),
    ),
  saveRules: userProcedure
    .input(mutation.extend({ rules: notifyRulesSchema }))
    .mutation(({ ctx: { user, services }, input: { mutationId, rules } }) =>
      services.destinations.saveRules({ user, mutationId }, rules),
    ),
})
