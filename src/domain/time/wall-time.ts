import { z } from 'zod'
import { isKnownTimeZone } from './time-zone.ts'

/** A calendar day, `YYYY-MM-DD`, that exists (years 1900–2200). */
export const localDateSchema = z.iso
  .date({ error: 'Dates are written YYYY-MM-DD and must exist.' })
  .refine((date) => date >= '1900-01-01' && date <= '2200-12-31', { error: 'Dates lie between 1900 and 2200.' })
export type LocalDate = z.infer<typeof localDateSchema>

/** A wall-clock time, `HH:MM`, 24 hours. */
export const localTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Times are written HH:MM.' })
export type LocalTime = z.infer<typeof localTimeSchema>

/** An IANA zone name this runtime knows, e.g. `Europe/Berlin`. */
export const timeZoneSchema = z
  .string()
  .max(100)
  .refine(isKnownTimeZone, { error: 'That time zone is not known. Use a name such as Europe/Berlin.' })

/** A day, with or without a wall-clock time; which instant it is depends on a time zone. */
export const wallTimeSchema = z.strictObject({ date: localDateSchema, time: localTimeSchema.nullable() })
export type WallTime = z.infer<typeof wallTimeSchema>

/** An instant in UTC, ISO 8601 with `Z`. */
export const instantSchema = z.iso.datetime({ error: 'Instants are written 2026-11-23T09:00:00Z.' })
export type Instant = z.infer<typeof instantSchema>
