import { z } from 'zod'
import { localDateSchema } from './time/wall-time.ts'

/** How many tasks were finished or made, day by day, week by week or month by month. Days of the user's zone, both inclusive. */
export const trendSchema = z.object({
  measure: z.enum(['completed', 'created']),
  by: z.enum(['day', 'week', 'month']),
  from: localDateSchema,
  until: localDateSchema,
})
export type Trend = z.infer<typeof trendSchema>

/** What was counted from this day up to the next value's. */
export const trendValueSchema = z.object({ from: localDateSchema, count: z.int().min(0) })
export type TrendValue = z.infer<typeof trendValueSchema>
