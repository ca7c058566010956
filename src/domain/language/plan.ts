import { z } from 'zod'
import { recurrenceInputSchema } from '../recurrence/recurrence.ts'
import { remindersInputSchema } from '../reminder.ts'
import { prioritySchema, tagSchema } from '../task.ts'
import { taskFilterSchema, taskSorts } from '../task-input.ts'
import { instantSchema, wallTimeSchema } from '../time/wall-time.ts'
import { trendSchema } from '../trend.ts'

/** Character offsets of a message, `end` exclusive. */
export const textRangeSchema = z.strictObject({ start: z.int().min(0), end: z.int().min(0) })
export type TextRange = z.infer<typeof textRangeSchema>

/** What a piece of the input was understood as; `start` and `end` are character offsets of the message. */
export const spanSchema = z.object({
  start: z.int().min(0),
  end: z.int().min(0),
  kind: z.enum(['date', 'recurrence', 'priority', 'tag', 'reminder']),
})
export type Span = z.infer<typeof spanSchema>

/**
 * Which tasks a command means: by ids, by words of the title, by position in the last list shown (1-based),
 * the last one spoken of (`it`), all of the last list (`them`), or everything a filter matches.
 */
export const taskReferenceSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('ids'), ids: z.array(z.uuid()).min(1) }),
  z.object({ by: z.literal('title'), words: z.string().min(1) }),
  z.object({ by: z.literal('position'), positions: z.array(z.int().positive()).min(1) }),
  z.object({ by: z.literal('it') }),
  z.object({ by: z.literal('them') }),
  z.object({ by: z.literal('filter'), filter: taskFilterSchema }),
])
export type TaskReference = z.infer<typeof taskReferenceSchema>

/** Values as text gives them; limits and cleaning are applied where the plan is carried out. */
export const taskDraftSchema = z.object({
  title: z.string(),
  notes: z.string().default(''),
  priority: prioritySchema.default('none'),
  tags: z.array(tagSchema).default([]),
  due: wallTimeSchema.nullable().default(null),
  /** Where a range ends that begins at `due` ("from 2 to 3pm"). */
  end: wallTimeSchema.nullable().default(null),
  recurrence: recurrenceInputSchema.nullable().default(null),
  reminders: remindersInputSchema.default([]),
})
export type TaskDraft = z.infer<typeof taskDraftSchema>

/** A length of time, later or (negative) earlier, in units that do not convert into each other. */
export const shiftSchema = z.object({ minutes: z.int(), days: z.int(), workdays: z.int(), months: z.int() })
export type Shift = z.infer<typeof shiftSchema>

/** Only what the text says to change. `addTags` and `removeTags` leave the other tags as they are. */
export const draftPatchSchema = z.object({
  title: z.string().optional(),
  notes: z.string().optional(),
  priority: prioritySchema.optional(),
  addTags: z.array(tagSchema).optional(),
  removeTags: z.array(tagSchema).optional(),
  due: wallTimeSchema.nullable().optional(),
  /** How far the due date moves, either way ("push it back an hour", "2 days earlier"). */
  shift: shiftSchema.optional(),
  /** A new time for a task whose day stays. */
  time: wallTimeSchema.shape.time.unwrap().optional(),
  recurrence: recurrenceInputSchema.nullable().optional(),
  reminders: remindersInputSchema.optional(),
})
export type DraftPatch = z.infer<typeof draftPatchSchema>

export const commandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('create'), task: taskDraftSchema }),
  z.object({
    kind: z.literal('list'),
    filter: taskFilterSchema,
    sort: z.enum(taskSorts).default('due'),
    /** Answer with the number only. */
    count: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('trend'), ...trendSchema.shape }),
  z.object({ kind: z.literal('get'), target: taskReferenceSchema }),
  z.object({ kind: z.literal('update'), target: taskReferenceSchema, patch: draftPatchSchema }),
  z.object({ kind: z.literal('complete'), target: taskReferenceSchema }),
  z.object({ kind: z.literal('reopen'), target: taskReferenceSchema }),
  z.object({ kind: z.literal('delete'), target: taskReferenceSchema }),
  z.object({ kind: z.literal('snooze'), target: taskReferenceSchema, until: instantSchema }),
  z.object({ kind: z.literal('skip'), target: taskReferenceSchema }),
  z.object({ kind: z.literal('stop'), target: taskReferenceSchema }),
  z.object({ kind: z.literal('undo') }),
  z.object({ kind: z.literal('help'), topic: z.string().optional() }),
  /** Nothing to do: a greeting, a question about something else, a statement. Changes nothing. */
  z.object({ kind: z.literal('none'), reason: z.enum(['greeting', 'thanks', 'not-understood']) }),
])
export type Command = z.infer<typeof commandSchema>

/** Commands in the order of the text, and what of it they rest on. */
export const planSchema = z.object({ commands: z.array(commandSchema).min(1), spans: z.array(spanSchema) })
export type Plan = z.infer<typeof planSchema>

/** What understanding may depend on: never the clock itself. */
export type LanguageContext = {
  /** Now, as an instant. */
  now: string
  timeZone: string
  /** 1 Monday … 7 Sunday. */
  weekStart: number
  /** How the writer's country writes dates, as `en-GB`: "4/5" is 4 May there. Without one the month comes first. */
  locale?: string | undefined
  /** Ranges of the message that the writer took back: plain text, never read as a date, tag or priority. */
  ignored?: readonly TextRange[] | undefined
}
