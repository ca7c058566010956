import { z } from 'zod'
import { limits } from './limits.ts'
import { recurrenceInputSchema } from './recurrence/recurrence.ts'
import { remindersInputSchema } from './reminder.ts'
import { notesSchema, prioritySchema, tagSchema, tagsSchema, taskStatusSchema, titleSchema } from './task.ts'
import { cleanText } from './text.ts'
import { instantSchema, localDateSchema, localTimeSchema, timeZoneSchema, wallTimeSchema } from './time/wall-time.ts'

/** Made by the caller, unique per user: a repeat with the same id returns the first result and changes nothing. */
export const mutationIdSchema = z.uuid()

const taskFields = {
  title: titleSchema,
  notes: notesSchema,
  priority: prioritySchema,
  tags: tagsSchema,
  due: wallTimeSchema.nullable(),
  timeZone: timeZoneSchema,
  recurrence: recurrenceInputSchema.nullable(),
  reminders: remindersInputSchema,
}

/** `timeZone` defaults to the user's. A recurrence needs a due date. */
export const taskCreateSchema = z.strictObject({
  ...z.object(taskFields).partial().required({ title: true }).shape,
  id: z.uuid().optional(),
})
export type TaskCreate = z.infer<typeof taskCreateSchema>

/** Only the fields present change. `scope` matters for occurrences of a series. */
export const taskPatchSchema = z.strictObject(z.object(taskFields).partial().shape)
export type TaskPatch = z.infer<typeof taskPatchSchema>

export const editScopes = ['this', 'future'] as const
/** `this`: only this occurrence moves or changes; `future`: the series goes on from it with the new values. */
export const editScopeSchema = z.enum(editScopes)
export type EditScope = z.infer<typeof editScopeSchema>

/** A task the caller has seen; with `version`, the change is refused if the task was changed since. */
export const taskRefSchema = z.strictObject({ id: z.uuid(), version: z.int().positive().optional() })
export type TaskRef = z.infer<typeof taskRefSchema>

export const dueRanges = ['overdue', 'today', 'tomorrow', 'week', 'none', 'any'] as const

/** Filters combine with AND. `due.week` runs to the end of the user's week; `any` means: has a due date. */
export const taskFilterSchema = z.strictObject({
  status: z.array(taskStatusSchema).min(1).optional(),
  priority: z.array(prioritySchema).min(1).optional(),
  tagsAny: z.array(tagSchema).min(1).max(limits.tagsPerTask).optional(),
  tagsAll: z.array(tagSchema).min(1).max(limits.tagsPerTask).optional(),
  due: z
    .union([z.enum(dueRanges), z.strictObject({ from: localDateSchema.optional(), until: localDateSchema.optional() })])
    .optional(),
  completed: z.strictObject({ from: instantSchema.optional(), until: instantSchema.optional() }).optional(),
  /** Whether it repeats. */
  recurring: z.boolean().optional(),
  /** The time of day it is due at, by the clock on its wall; both ends included. */
  dueTime: z.strictObject({ from: localTimeSchema.optional(), until: localTimeSchema.optional() }).optional(),
  /** Words (full text) or any part of title, notes or tags (substring). */
  search: z
    .string()
    .max(limits.searchLength, { error: `A search may have at most ${limits.searchLength} characters.` })
    .transform((text) => cleanText(text).trim())
    .optional(),
})
export type TaskFilter = z.infer<typeof taskFilterSchema>

export const taskSorts = ['due', 'priority', 'created', 'title'] as const
export const taskListSchema = z.strictObject({
  filter: taskFilterSchema.default({}),
  sort: z.enum(taskSorts).default('due'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  cursor: z.string().max(4_000).optional(),
  limit: z.int().min(1).max(limits.pageSize).default(50),
})
export type TaskList = z.infer<typeof taskListSchema>
