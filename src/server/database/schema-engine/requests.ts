import { createInterface } from 'node:readline'
import { type Engine, type EngineOptions, loadEngine } from './engine.ts'

type EngineRequest = { id: number; method?: string; params: Record<string, unknown> }
type EngineMethod = (params: unknown) => Promise<Record<string, unknown> | undefined>

/** Answers the CLI's requests in their order until it closes our input. */
export async function serveRequests(options: EngineOptions): Promise<void> {
  const run = await loadEngine(options)
  for await (const line of createInterface({ input: process.stdin })) {
    const request: EngineRequest = JSON.parse(line)
    // Without a method it is an answer to our own `print`.
    if (request.method === undefined) continue
    try {
      write({ id: request.id, result: await run((engine) => carryOut(request, engine)) })
    } catch (error) {
      write({ id: request.id, error: { code: 4466, message: 'error', data: failure(error) } })
    }
  }
}

async function carryOut({ id, method = '', params }: EngineRequest, engine: Engine): Promise<Record<string, unknown>> {
  // These two cannot open a shadow database; they read the replay that devDiagnostic leaves in the engine's cache.
  if (method === 'evaluateDataLoss' || method === 'createMigration') {
    const { migrationsList, filters } = params
    await methodOf(engine, 'devDiagnostic')({ migrationsList, filters })
  }
  const result = (await methodOf(engine, method)(params)) ?? {}
  if (method === 'diff' && typeof result.stdout === 'string') {
    write({ id: 1_000_000 + id, method: 'print', params: { content: result.stdout } })
    result.stdout = null
  }
  return result
}

function methodOf(engine: Engine, name: string): EngineMethod {
  const method: unknown = Reflect.get(engine, name === 'getDatabaseVersion' ? 'version' : name)
  if (typeof method !== 'function') throw new Error(`${name} is not supported by the WASM schema engine`)
  return method.bind(engine)
}

function failure(error: unknown): Record<string, unknown> {
  const details: Record<string, unknown> = typeof error === 'object' && error !== null ? { ...error } : {}
  return {
    is_panic: error instanceof Error && error.name === 'RuntimeError',
    message: error instanceof Error ? error.message : String(details.message ?? error),
    error_code: details.code,
    meta: details.meta ?? null,
  }
}

function write(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}
