import { z } from 'zod'
import { limits } from './limits.ts'
import { multiLineSchema, singleLineSchema } from './text.ts'
import { instantSchema } from './time/wall-time.ts'
import { trendSchema, trendValueSchema } from './trend.ts'

export const conversationTitleSchema = singleLineSchema('A chat title', limits.conversationTitleLength)
export const messageTextSchema = multiLineSchema('A message', limits.messageLength).refine(
  (text) => text.trim() !== '',
  {
    error: 'A message must not be empty.',
  },
)

/** What an answer shows beside its text. Task cards hold ids only: they show the tasks as they are now. */
export const messagePartSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('tasks'),
    ids: z.array(z.uuid()).min(1),
    layout: z.enum(['cards', 'list']),
    more: z.int().default(0),
  }),
  z.object({ type: z.literal('undo'), changeId: z.uuid() }),
  /** A question to answer with yes or no; single use, until `expiresAt`. */
  z.object({ type: z.literal('confirm'), confirmationId: z.uuid(), question: z.string(), expiresAt: instantSchema }),
  /** Which task was meant: choosing one answers that confirmation with yes. */
  z.object({
    type: z.literal('choose'),
    options: z.array(z.object({ label: z.string(), confirmationId: z.uuid() })).min(1),
    expiresAt: instantSchema,
  }),
  /** A number over time. */
  z.object({ type: z.literal('chart'), trend: trendSchema, values: z.array(trendValueSchema).min(1) }),
  /** Messages to try, sent by a click. */
  z.object({ type: z.literal('examples'), texts: z.array(z.string()).min(1) }),
])
export type MessagePart = z.infer<typeof messagePartSchema>

export const messageSchema = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  parts: z.array(messagePartSchema),
  createdAt: instantSchema,
})
export type Message = z.infer<typeof messageSchema>

/**
 * What `chat.send` streams: the stored question, pieces of the answer as commands are carried out, then the stored answer.
 * `restart`: the pieces so far were not the answer.
 */
export type ChatEvent =
  | { type: 'restart' }
  | { type: 'question'; message: Message }
  | { type: 'text'; text: string }
  | { type: 'part'; part: MessagePart }
  | { type: 'answer'; message: Message }
