import type { ChatEvent } from '../../../domain/conversation.ts'
import type { Command } from '../../../domain/language/plan.ts'
import { limits } from '../../../domain/limits.ts'
import type { ModelMode } from '../../../domain/model-mode.ts'
import { cleanText } from '../../../domain/text.ts'
import type { Log } from '../../../process/log.ts'
import { commandOf, commandTools } from '../command-tools.ts'
import { type AskModel, ModelFailure, type ModelFailureReason } from './ask-model.ts'
import type { ModelModes } from './model-modes.ts'
import { estimatedTokens, instructions, promptFor, type Situation } from './prompt.ts'
import type { ModelUsage, Tokens } from './usage.ts'

/** `said`: an answer in words where nothing is to be done. `notice`: why the parser's plan has to do. */
export type ModelPlan =
  | { kind: 'commands'; commands: Command[] }
  | { kind: 'said'; said: string }
  | { kind: 'failed'; notice: string }

export type ModelPlanner = {
  /** When this user wants the model to be asked. */
  modeOf(userId: string): Promise<ModelMode>
  /** Streams what the model says, and returns its plan. Never throws for what the model does. */
  plan(userId: string, situation: Situation): AsyncGenerator<ChatEvent, ModelPlan>
}

type Outcome = 'planned' | 'said' | ModelFailureReason | 'budget' | 'error'
/** Told of each request to the model, with the tokens it came to. */
export type ObserveModel = (request: { outcome: Outcome } & Tokens) => void

type PlannerOptions = {
  ask: AskModel
  usage: ModelUsage
  modes: Pick<ModelModes, 'modeOf'>
  log: Log
  observe: ObserveModel
  timeoutMs?: number
}

const tools = commandTools(['title', 'position', 'it', 'them', 'filter'])
const toolTokens = estimatedTokens(JSON.stringify(tools.map((tool) => [tool.name, tool.description, tool.jsonSchema])))

const notices: Record<ModelFailureReason | 'budget', string> = {
  late: 'The language model took too long, so the built-in parser answered.',
  unreachable: 'The language model failed, so the built-in parser answered.',
  unusable: 'The language model gave no usable plan, so the built-in parser answered.',
  budget: 'Your tokens of the language model for today are used up, so the built-in parser answered.',
}

/** Plans by a language model, within each user's tokens of the day. */
export function createModelPlanner({
  ask,
  usage,
  modes,
  log,
  observe,
  timeoutMs = limits.modelTimeoutSeconds * 1_000,
}: PlannerOptions): ModelPlanner {
  return {
    modeOf: modes.modeOf,
    async *plan(userId, situation) {
      const prompt = promptFor(situation)
      const inputTokens = toolTokens + estimatedTokens(instructions + prompt)
      const reserved = await usage.reserve(userId, inputTokens + limits.modelOutputTokens)
      if (reserved === null) {
        observe({ outcome: 'budget', inputTokens: 0, outputTokens: 0 })
        return { kind: 'failed', notice: notices.budget }
      }
      const spent: Tokens = { inputTokens, outputTokens: 0 }
      let outcome: Outcome = 'error'
      try {
        const plan = yield* read(ask({ instructions, prompt, tools, signal: AbortSignal.timeout(timeoutMs) }), spent)
        outcome = plan.kind === 'commands' ? 'planned' : 'said'
        return plan
      } catch (error) {
        if (!(error instanceof ModelFailure)) throw error
        outcome = error.reason
        log.warn({ err: error, reason: error.reason }, 'the language model made no plan')
        yield { type: 'restart' }
        return { kind: 'failed', notice: notices[error.reason] }
      } finally {
        observe({ outcome, ...spent })
        await usage.settle(userId, reserved, spent)
      }
    },
  }
}

/** Reads an answer to its end; `spent` is kept up to date all the while, as it may break off. */
async function* read(
  answer: ReturnType<AskModel>,
  spent: Tokens,
): AsyncGenerator<ChatEvent, Exclude<ModelPlan, { kind: 'failed' }>> {
  const commands: Command[] = []
  let said = ''
  for await (const piece of answer) {
    if (piece.type === 'usage') {
      if (piece.inputTokens > 0) spent.inputTokens = piece.inputTokens
      if (piece.outputTokens > 0) spent.outputTokens = piece.outputTokens
    } else if (piece.type === 'call') {
      spent.outputTokens += estimatedTokens(JSON.stringify(piece.input) ?? '')
      commands.push(toCommand(piece.name, piece.input))
    } else {
      spent.outputTokens += estimatedTokens(piece.text)
      const text = cleanText(piece.text).slice(0, limits.modelAnswerLength - said.length)
      said += text
      if (text !== '' && commands.length === 0) yield { type: 'text', text }
    }
  }
  if (commands.length > 0) {
    // What it says beside its calls is no account of what will be done.
    if (said !== '') yield { type: 'restart' }
    return { kind: 'commands', commands }
  }
  if (said.trim() === '') throw new ModelFailure('unusable')
  return { kind: 'said', said }
}

function toCommand(name: string, input: unknown): Command {
  const known = tools.find((tool) => tool.name === name)
  const parsed = known?.input.safeParse(input)
  if (known === undefined || parsed?.success !== true) throw new ModelFailure('unusable', { cause: parsed?.error })
  try {
    return commandOf(known.name, parsed.data)
  } catch (cause) {
    throw new ModelFailure('unusable', { cause })
  }
}
