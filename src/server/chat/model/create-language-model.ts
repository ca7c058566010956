import type { ServerEnvironment } from '../../../domain/environment.ts'
import type { Log } from '../../../process/log.ts'
import type { Database } from '../../database/client.ts'
import type { AskModel } from './ask-model.ts'
import { createModelModes } from './model-modes.ts'
import { createModelPlanner, type ModelPlanner, type ObserveModel } from './model-planner.ts'
import { createModelService, type ModelService } from './model-service.ts'
import { createModelUsage } from './usage.ts'

type Environment = Pick<
  ServerEnvironment,
  'LLM_BASE_URL' | 'LLM_MODEL' | 'LLM_MODE' | 'LLM_DAILY_TOKENS' | 'LLM_INPUT_COST' | 'LLM_OUTPUT_COST'
>

/** A language model as the installation has it. */
export type LanguageModel = { name: string; ask: AskModel; environment: Environment; timeoutMs?: number }

/** The model of `environment`, its code loaded only now; undefined where there is none. */
export async function openLanguageModel(
  environment: Environment,
  getApiKey: () => Promise<string>,
): Promise<LanguageModel | undefined> {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: name } = environment
  if (baseUrl === undefined || name === undefined) return undefined
  const { createAskModel } = await import('./openai-compatible.ts')
  return { name, environment, ask: createAskModel({ baseUrl, model: name, apiKey: await getApiKey() }) }
}

/** What plans by the model, and what users see of it. */
export function createLanguageModel(
  database: Database,
  { model, log, observe }: { model: LanguageModel | undefined; log: Log; observe: ObserveModel },
): { planner: ModelPlanner | undefined; service: ModelService } {
  if (model === undefined) return { planner: undefined, service: createModelService(null) }
  const { LLM_MODE, LLM_DAILY_TOKENS: dailyTokens, LLM_INPUT_COST: input, LLM_OUTPUT_COST: output } = model.environment
  const prices = input === undefined && output === undefined ? null : { input: input ?? 0, output: output ?? 0 }
  const modes = createModelModes(database, LLM_MODE)
  const usage = createModelUsage({ database, dailyTokens, prices })
  const { name, ask, timeoutMs } = model
  return {
    planner: createModelPlanner({ ask, usage, modes, log, observe, ...(timeoutMs !== undefined && { timeoutMs }) }),
    service: createModelService({ name, modes, usage, dailyTokens }),
  }
}
