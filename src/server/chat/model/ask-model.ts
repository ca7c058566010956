import type { CommandTool } from '../command-tools.ts'

/** What a model is asked: instructions of the program, and one text with everything it may know, as data. */
export type ModelQuestion = { instructions: string; prompt: string; tools: readonly CommandTool[]; signal: AbortSignal }

/** `usage` as the endpoint counts it, where it does. */
export type ModelPiece =
  | { type: 'text'; text: string }
  | { type: 'call'; name: string; input: unknown }
  | { type: 'usage'; inputTokens: number; outputTokens: number }

/** Streams what a model answers. Throws ModelFailure, and nothing else. */
export type AskModel = (question: ModelQuestion) => AsyncIterable<ModelPiece>

/** `late`: it took too long. `unreachable`: it could not be reached, refused, or broke off. `unusable`: it answered what makes no plan. */
export type ModelFailureReason = 'late' | 'unreachable' | 'unusable'

export class ModelFailure extends Error {
  readonly reason: ModelFailureReason
  constructor(reason: ModelFailureReason, options: { cause?: unknown } = {}) {
    super(`language model: ${reason}`, options)
    this.name = 'ModelFailure'
    this.reason = reason
  }
}
