import { z } from 'zod'

/** When a language model is asked: where the parser is unsure, for every message, or not at all. */
export const modelModes = ['unsure', 'always', 'never'] as const
export const modelModeSchema = z.enum(modelModes)
export type ModelMode = z.infer<typeof modelModeSchema>
