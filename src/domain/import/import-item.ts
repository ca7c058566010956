import { z } from 'zod'
import { limits } from '../limits.ts'
import { recurrenceInputSchema } from '../recurrence/recurrence.ts'
import { remindersInputSchema } from '../reminder.ts'
import { notesSchema, prioritySchema, tagsSchema, taskStatusSchema, titleSchema } from '../task.ts'
import { instantSchema, timeZoneSchema, wallTimeSchema } from '../time/wall-time.ts'

/** Where tasks may come from. */
export const importSources = ['todoist', 'vikunja', 'todo-chatbot'] as const
export const importSourceSchema = z.enum(importSources)
export type ImportSource = z.infer<typeof importSourceSchema>

export const importKeySchema = z.string().min(1).max(limits.importKeyLength)

/** A place in a series that another installation kept: its tasks share `key`, and the rule begins at `start`. */
const importSeriesSchema = z.strictObject({
  key: importKeySchema,
  occurrence: z.string().regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/),
  start: wallTimeSchema,
  timeZone: timeZoneSchema,
})

/** A task as it comes from a file. `key` names it in its source: what came under it once never comes again by itself. */
export const importItemSchema = z.strictObject({
  key: importKeySchema,
  title: titleSchema,
  notes: notesSchema,
  priority: prioritySchema,
  tags: tagsSchema,
  status: taskStatusSchema,
  due: wallTimeSchema.nullable(),
  timeZone: timeZoneSchema,
  recurrence: recurrenceInputSchema.nullable(),
  series: importSeriesSchema.nullable(),
  reminders: remindersInputSchema,
  createdAt: instantSchema.nullable(),
  completedAt: instantSchema.nullable(),
})
export type ImportItem = z.infer<typeof importItemSchema>
export type ImportDraft = z.input<typeof importItemSchema>

/** A row that cannot be imported, and why. `row` says where it stands in the file. */
export type RefusedRow = { row: string; title: string; reason: string }

/** What a file holds; `lost` counts what has no place here, by what it is ("assignees"). */
export type ImportReading = {
  source: ImportSource
  items: ImportItem[]
  refused: RefusedRow[]
  lost: Record<string, number>
}

/** The user's present, by which dates in words are read. */
export type ImportContext = { now: string; timeZone: string; weekStart: number }

/** A task with nothing but its name. */
export const emptyDraft = (key: string, title: string, timeZone: string): ImportDraft => ({
  ...{ key, title, timeZone, notes: '', priority: 'none', tags: [], status: 'open', due: null },
  ...{ recurrence: null, series: null, reminders: [], createdAt: null, completedAt: null },
})
