import { z } from 'zod'
import { limits } from './limits.ts'
import { singleLineSchema } from './text.ts'
import { timeZoneSchema } from './time/wall-time.ts'

/** A filter and an order of the task list under a name; `query` is the query part of the page's address. */
export const savedViewSchema = z.object({
  name: singleLineSchema('A name', limits.savedViewNameLength),
  query: z.string().max(limits.savedViewQueryLength),
})
export type SavedView = z.infer<typeof savedViewSchema>

/**
 * A user's settings. `weekStart`: 1 Monday … 7 Sunday; `locale`: whose order of day and month is written and read; `savedViews` is absent where there are none. `defaultReminder`:
 * minutes before its time that a new task with a time of day reminds when nothing else was said; none if absent or null.
 */
export const settingsSchema = z.object({
  timeZone: timeZoneSchema,
  weekStart: z.int().min(1).max(7),
  hourCycle: z.enum(['h12', 'h23']),
  locale: z.enum(['en-GB', 'en-US']),
  defaultReminder: z.int().min(0).max(limits.reminderLeadMinutes).nullable().optional(),
  savedViews: z
    .array(savedViewSchema)
    .max(limits.savedViews, { error: `You can keep ${limits.savedViews} views. Delete one to make room.` })
    .optional(),
})
export type Settings = z.infer<typeof settingsSchema>
export const defaultSettings: Settings = { timeZone: 'UTC', weekStart: 1, hourCycle: 'h23', locale: 'en-GB' }
