import { z } from 'zod'
import { timeZoneSchema } from './time/wall-time.ts'

/** A user's settings. `weekStart`: 1 Monday … 7 Sunday.*/
export const settingsSchema = z.object({
  timeZone: timeZoneSchema,
  weekStart: z.int().min(1).max(7),
  hourCycle: z.enum(['h12', 'h23']),
})
export type Settings = z.infer<typeof settingsSchema>
export const defaultSettings: Settings = { timeZone: 'UTC', weekStart: 1, hourCycle: 'h23' }
