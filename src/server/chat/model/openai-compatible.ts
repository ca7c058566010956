import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { jsonSchema, streamText, type ToolSet, tool } from 'ai'
import { limits } from '../../../domain/limits.ts'
import type { CommandTool } from '../command-tools.ts'
import { type AskModel, ModelFailure, type ModelPiece, type ModelQuestion } from './ask-model.ts'

export type Endpoint = { baseUrl: string; model: string; apiKey: string }

/** Asks an OpenAI-compatible endpoint by the AI SDK. It plans only: no tool is carried out here. */
export function createAskModel({ baseUrl, model, apiKey }: Endpoint): AskModel {
  // What it would print about features that an endpoint lacks helps nobody here.
  globalThis.AI_SDK_LOG_WARNINGS = false
  const provider = createOpenAICompatible({
    name: 'language-model',
    baseURL: baseUrl,
    includeUsage: true,
    fetch: boundedFetch,
    ...(apiKey !== '' && { apiKey }),
  })
  const languageModel = provider(model)
  return async function* ask({ instructions, prompt, tools, signal }: ModelQuestion): AsyncGenerator<ModelPiece> {
    try {
      const { stream } = streamText({
        model: languageModel,
        instructions,
        prompt,
        tools: toolSet(tools),
        maxOutputTokens: limits.modelOutputTokens,
        temperature: 0,
        maxRetries: 0,
        abortSignal: signal,
        onError: () => {},
      })
      for await (const part of stream) {
        if (part.type === 'text-delta') yield { type: 'text', text: part.text }
        if (part.type === 'tool-call') {
          // The schemas are held against it by the SDK; a tool that does not exist is invalid too.
          if (part.invalid) throw new ModelFailure('unusable', { cause: part.error })
          yield { type: 'call', name: part.toolName, input: part.input }
        }
        if (part.type === 'finish') yield usageOf(part.totalUsage)
        if (part.type === 'error') throw part.error
        if (part.type === 'abort') throw new ModelFailure('late')
      }
    } catch (cause) {
      if (cause instanceof ModelFailure) throw cause
      throw new ModelFailure(signal.aborted ? 'late' : 'unreachable', { cause })
    }
  }
}

function usageOf({
  inputTokens,
  outputTokens,
}: {
  inputTokens: number | undefined
  outputTokens: number | undefined
}): ModelPiece {
  return { type: 'usage', inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 }
}

function toolSet(tools: readonly CommandTool[]): ToolSet {
  return Object.fromEntries(
    tools.map(({ name, description, input, jsonSchema: schema }) => {
      const validate = (value: unknown) => {
        const parsed = input.safeParse(value)
        return parsed.success
          ? { success: true as const, value: parsed.data }
          : { success: false as const, error: parsed.error }
      }
      return [name, tool({ description, inputSchema: jsonSchema(schema, { validate }) })]
    }),
  )
}

/** Goes to the endpoint itself and nowhere else, and reads no more of it than an answer may have. */
async function boundedFetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const { body, status, statusText, headers } = await fetch(input, { ...init, redirect: 'error' })
  let bytes = 0
  const bounded = body?.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.byteLength
        if (bytes > limits.modelResponseBytes) controller.error(new ModelFailure('unusable'))
        else controller.enqueue(chunk)
      },
    }),
  )
  return new Response(bounded ?? null, { status, statusText, headers })
}
