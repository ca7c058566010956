import { z } from 'zod'
import { limits } from './limits.ts'
import { recurrenceSchema } from './recurrence/recurrence.ts'
import { reminderSchema } from './reminder.ts'
import { cleanText, multiLineSchema, singleLineSchema } from './text.ts'
import { instantSchema, timeZoneSchema, wallTimeSchema } from './time/wall-time.ts'

/** Lowest to highest; the database stores the index. */
export const priorities = ['none', 'low', 'medium', 'high', 'urgent'] as const
export const prioritySchema = z.enum(priorities)
export type Priority = z.infer<typeof prioritySchema>

/** `skipped` is the end of an occurrence that was passed over. */
export const taskStatuses = ['open', 'done', 'skipped'] as const
export const taskStatusSchema = z.enum(taskStatuses)
export type TaskStatus = z.infer<typeof taskStatusSchema>

export const titleSchema = singleLineSchema('A title', limits.titleLength)
export const notesSchema = multiLineSchema('Notes', limits.notesLength)

/** A tag without `#`, lower case, letters, digits, `-`, `_` and `/`. */
export const tagSchema = z
  .string()
  .max(limits.tagLength * 4)
  .transform((tag) => cleanText(tag).trim().replace(/^#+/, '').toLocaleLowerCase('en'))
  .pipe(
    z
      .string()
      .min(1, { error: 'A tag must not be empty.' })
      .max(limits.tagLength, { error: `A tag may have at most ${limits.tagLength} characters.` })
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}_/-]*$/u, { error: 'A tag has only letters, digits, - _ and /.' }),
  )

/** Distinct tags in alphabetical order. */
export const tagsSchema = z
  .array(tagSchema)
  .max(limits.tagsPerTask, { error: `A task may have at most ${limits.tagsPerTask} tags.` })
  .transform((tags) => [...new Set(tags)].sort())

/** A task as the API shows it. `dueAt` is when it becomes overdue: the due instant, or the last moment of an all-day one. */
export const taskSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  notes: z.string(),
  priority: prioritySchema,
  tags: z.array(z.string()),
  status: taskStatusSchema,
  due: wallTimeSchema.nullable(),
  timeZone: timeZoneSchema,
  dueAt: instantSchema.nullable(),
  recurrence: recurrenceSchema.nullable(),
  seriesId: z.uuid().nullable(),
  /** The series' own date of this occurrence, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, whatever the task was moved to. */
  occurrence: z.string().nullable(),
  reminders: z.array(reminderSchema),
  version: z.int().positive(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  completedAt: instantSchema.nullable(),
})
export type Task = z.infer<typeof taskSchema>
