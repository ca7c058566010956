import { z } from 'zod'
import { settingsSchema } from '../../domain/settings.ts'
import { mutationIdSchema } from '../../domain/task-input.ts'
import { publicProcedure, router, userProcedure } from '../api/trpc.ts'
import { guestUpgradeSchema } from '../identity/upgrade-guest.ts'

const mutation = z.strictObject({ mutationId: mutationIdSchema })

export const accountRouter = router({
  get: publicProcedure.query(async ({ ctx }) => {
    const { setCookies, ...present } = await ctx.services.account.present(ctx.user, ctx.headers)
    for (const cookie of setCookies) ctx.responseHeaders.append('set-cookie', cookie)
    return present
  }),
  updateSettings: userProcedure
    .input(mutation.extend({ settings: settingsSchema.partial() }))
    .mutation(({ ctx, input }) => ctx.services.account.updateSettings({ userId: ctx.user.id, ...input })),
  upgradeGuest: userProcedure
    .input(mutation.extend(guestUpgradeSchema.shape))
    .mutation(async ({ ctx, input: { mutationId: _, ...upgrade } }) => {
      await ctx.services.account.upgradeGuest(ctx.user, upgrade, ctx.headers)
      return { ok: true as const }
    }),
  export: userProcedure.query(({ ctx }) => ctx.services.account.export(ctx.user)),
  deleteAccount: userProcedure
    .input(mutation.extend({ confirm: z.string().max(254) }))
    .mutation(async ({ ctx, input }) => {
      await ctx.services.account.delete(ctx.user, input.confirm)
      return { ok: true as const }
    }),
})
