import { z } from 'zod'

/** A message as a channel takes it, made by `server` when it is about to be sent; nothing of it is kept on the way. */
export const messageSchema = z.discriminatedUnion('channel', [
  z.object({
    channel: z.literal('push'),
    endpoint: z.string(),
    keys: z.object({ p256dh: z.string(), auth: z.string() }),
    /** JSON for the service worker of the page. */
    payload: z.string(),
    /** A later message of the same topic replaces this one where it was not delivered yet. */
    topic: z.string().regex(/^[\w-]{1,32}$/),
    /** Whom a push service may turn to. */
    subject: z.string(),
  }),
  z.object({
    channel: z.literal('email'),
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    messageId: z.string(),
    /** Where a POST turns the destination off; null for mail that was asked for. */
    unsubscribe: z.string().nullable(),
  }),
  z.object({
    channel: z.literal('webhook'),
    url: z.string(),
    /** As Standard Webhooks writes it: `whsec_` and base64. */
    secret: z.string(),
    /** The same at every try: receivers tell a repeat by it. */
    id: z.string(),
    body: z.string(),
  }),
])
export type Message = z.infer<typeof messageSchema>

/**
 * How sending ended. `failed` is tried again later; `refused` is not, as the same message would be refused again;
 * `gone`: there is no such destination any more. `detail` says why, in plain words, naming nobody.
 */
export const sendingOutcomeSchema = z.object({
  outcome: z.enum(['delivered', 'failed', 'refused', 'gone']),
  detail: z.string().max(300).optional(),
  /** What the other side asked for. */
  retryAfterSeconds: z.int().min(0).max(86_400).optional(),
})
export type SendingOutcome = z.infer<typeof sendingOutcomeSchema>
