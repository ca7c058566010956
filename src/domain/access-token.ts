import { z } from 'zod'
import { limits } from './limits.ts'
import { singleLineSchema } from './text.ts'
import { instantSchema } from './time/wall-time.ts'

/**
 * What another program may do with an access token. `write`: create and change, which can be undone; `destructive`:
 * delete and end series, always after a confirmation.
 */
export const accessScopes = ['read', 'write', 'destructive'] as const
export const accessScopeSchema = z.enum(accessScopes)
export type AccessScope = z.infer<typeof accessScopeSchema>

/** `id` is made by the caller: asking again with it, before the token was used, replaces a secret that got lost. */
export const accessTokenInputSchema = z.strictObject({
  id: z.uuid(),
  name: singleLineSchema('A name', limits.accessTokenNameLength),
  scopes: z
    .array(accessScopeSchema)
    .min(1, { error: 'Choose what the token may do.' })
    .transform((scopes) => accessScopes.filter((scope) => scopes.includes(scope))),
  expiresInDays: z.int().min(1).max(limits.accessTokenDays),
})
export type AccessTokenInput = z.infer<typeof accessTokenInputSchema>

/** A token as its owner sees it; the secret is shown once, when it is made. */
export const accessTokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(accessScopeSchema),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
})
export type AccessToken = z.infer<typeof accessTokenSchema>
