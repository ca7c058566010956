import { z } from 'zod'
import { limits } from './limits.ts'
import { instantSchema, localTimeSchema } from './time/wall-time.ts'

/** Where notifications are sent besides the app: a device by Web Push, an address by e-mail, a URL by webhook. */
export const destinationKinds = ['push', 'email', 'webhook'] as const

/** What a destination is sent: due reminders, and the morning digest. */
export const messageKinds = ['reminders', 'morning'] as const
export const messageKindSchema = z.enum(messageKinds)
export type MessageKind = z.infer<typeof messageKindSchema>

/** A destination as its owner sees it. `reason`: in plain words why it is off; `failures`: tries in a row that failed. */
export const destinationSchema = z.object({
  id: z.uuid(),
  kind: z.enum(destinationKinds),
  label: z.string(),
  status: z.enum(['unconfirmed', 'on', 'off']),
  reason: z.string().nullable(),
  sends: z.array(messageKindSchema),
  failures: z.int(),
  createdAt: instantSchema,
  lastDeliveredAt: instantSchema.nullable(),
})
export type Destination = z.infer<typeof destinationSchema>

/** What became of a message: `waiting` is under way or tried again at `nextAttemptAt`. */
export const sentMessageSchema = z.object({
  id: z.uuid(),
  destinationId: z.uuid().nullable(),
  kind: z.enum(destinationKinds),
  purpose: z.enum(['notification', 'test', 'confirm']),
  status: z.enum(['waiting', 'delivered', 'failed', 'cancelled']),
  detail: z.string().nullable(),
  attempts: z.int(),
  /** Of a `waiting` one: whether it waits for quiet hours to end. */
  quiet: z.boolean(),
  createdAt: instantSchema,
  nextAttemptAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
})
export type SentMessage = z.infer<typeof sentMessageSchema>

/** Nothing is sent from `from` until `until`, on the user's clock and over midnight where need be; it comes after. */
export const quietHoursSchema = z
  .strictObject({
    from: localTimeSchema,
    until: localTimeSchema,
    /** Whether urgent tasks are sent all the same. */
    urgent: z.boolean(),
  })
  .refine(({ from, until }) => from !== until, { error: 'Quiet hours need an end that differs from their beginning.' })
export type QuietHours = z.infer<typeof quietHoursSchema>

/** When the morning digest comes. `days`: 1 Monday … 7 Sunday. */
export const digestSchema = z.strictObject({
  time: localTimeSchema,
  days: z
    .array(z.int().min(1).max(7))
    .min(1, { error: 'Choose at least one day for the digest.' })
    .max(7)
    .transform((days) => [...new Set(days)].sort()),
})

export const notifyRulesSchema = z.strictObject({
  quiet: quietHoursSchema.nullable(),
  digest: digestSchema.nullable(),
})
export type NotifyRules = z.infer<typeof notifyRulesSchema>

/** What a browser's push service gave out for this device. */
export const pushSubscriptionSchema = z.strictObject({
  endpoint: z.url({ protocol: /^https?$/ }).max(limits.endpointLength),
  keys: z.strictObject({
    // A point of P-256, 65 bytes, and 16 random bytes, in base64url.
    p256dh: z.string().regex(/^B[\w-]{86}=?$/),
    auth: z.string().regex(/^[\w-]{22}(==)?$/),
  }),
})
export type PushSubscriptionKeys = z.infer<typeof pushSubscriptionSchema>

export const webhookUrlSchema = z
  .url({ protocol: /^https?$/, error: 'Give the whole address, such as https://example.org/hook.' })
  .max(limits.endpointLength)
  .refine((url) => new URL(url).username === '' && new URL(url).password === '', {
    error: 'The address must not hold a user name or a password.',
  })
