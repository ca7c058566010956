import { z } from 'zod'
import { draftPatchSchema, taskDraftSchema } from '../../domain/language/plan.ts'
import { taskFilterSchema, taskSorts } from '../../domain/task-input.ts'
import { instantSchema } from '../../domain/time/wall-time.ts'
import { trendSchema } from '../../domain/trend.ts'

/** What is done to tasks that exist. */
export const actionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('complete') }),
  z.object({ kind: z.literal('reopen') }),
  z.object({ kind: z.literal('delete') }),
  z.object({ kind: z.literal('skip') }),
  z.object({ kind: z.literal('stop') }),
  z.object({ kind: z.literal('snooze'), until: instantSchema }),
  z.object({ kind: z.literal('edit'), patch: draftPatchSchema }),
])
export type Action = z.infer<typeof actionSchema>

/** An action on known tasks. Their titles are told afterwards, also of tasks that are gone by then. */
export const actSchema = z.object({
  do: z.literal('act'),
  action: actionSchema,
  ids: z.array(z.uuid()).min(1),
  titles: z.array(z.string()),
})
export type Act = z.infer<typeof actSchema>

/**
 * A command once it is known which tasks it means. It is stored before it is carried out, so that a repeat after a
 * crash does the same to the same tasks, whatever they have become.
 */
export const stepSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('create'), task: taskDraftSchema, asked: z.boolean() }),
  z.object({ do: z.literal('list'), filter: taskFilterSchema, sort: z.enum(taskSorts), count: z.boolean() }),
  z.object({ do: z.literal('trend'), trend: trendSchema }),
  z.object({ do: z.literal('show'), ids: z.array(z.uuid()) }),
  actSchema,
  z.object({ do: z.literal('undo') }),
  z.object({ do: z.literal('help'), topic: z.string().optional() }),
  z.object({ do: z.literal('none'), reason: z.enum(['greeting', 'thanks', 'not-understood']) }),
  z.object({ do: z.literal('say'), text: z.string(), examples: z.array(z.string()).default([]) }),
  /** Waits for a yes. */
  z.object({
    do: z.literal('ask'),
    question: z.string(),
    ids: z.array(z.uuid()),
    confirmationId: z.uuid(),
    expiresAt: instantSchema,
  }),
  /** Waits for a choice; each option has a confirmation of its own. */
  z.object({
    do: z.literal('choose'),
    text: z.string(),
    options: z.array(z.object({ label: z.string(), confirmationId: z.uuid() })).min(1),
    expiresAt: instantSchema,
  }),
])
export type Step = z.infer<typeof stepSchema>

/** What a confirmation carries out when it is accepted; those of one `group` are spent together. */
export const confirmedSchema = z.object({ act: actSchema, group: z.uuid(), label: z.string().nullable() })
export type Confirmed = z.infer<typeof confirmedSchema>
