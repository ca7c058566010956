import { AppError } from '../../../domain/errors.ts'
import type { ModelMode } from '../../../domain/model-mode.ts'
import type { ModelModes } from './model-modes.ts'
import type { ModelUsage, Usage } from './usage.ts'

/** What a user sees of the language model. */
export type ModelReport = {
  name: string
  /** When it is asked for whoever has not chosen. */
  installation: ModelMode
  choice: ModelMode | null
  today: Usage
  month: Usage
  /** Tokens a day; null for no limit. */
  dailyTokens: number | null
}

export type ModelService = {
  /** Null where this installation has no model. */
  report(userId: string): Promise<ModelReport | null>
  /** AppError `not_found` where there is no model. */
  choose: ModelModes['choose']
}

type ModelServiceOptions = { name: string; modes: ModelModes; usage: ModelUsage; dailyTokens: number }

export function createModelService(options: ModelServiceOptions | null): ModelService {
  return {
    async report(userId) {
      if (options === null) return null
      const { name, modes, usage, dailyTokens } = options
      const [choice, used] = await Promise.all([modes.choiceOf(userId), usage.read(userId)])
      return {
        name,
        installation: modes.installation,
        choice,
        ...used,
        dailyTokens: dailyTokens === 0 ? null : dailyTokens,
      }
    },
    async choose(change) {
      if (options === null) throw new AppError('not_found')
      return options.modes.choose(change)
    },
  }
}
