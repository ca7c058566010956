import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { connectionFactory } from './connection.ts'
import { logLine } from './log.ts'

export type EngineOptions = {
  url: URL | undefined
  /** Path and text of each schema file. */
  datamodels: [string, string][]
}

export type Engine = glue.SchemaEngine

/** Loads the WASM engine once; what it returns makes an engine for each request. */
export async function loadEngine({ url, datamodels }: EngineOptions): Promise<() => Promise<Engine>> {
  const panics = {
    message: '',
    get: (): string => panics.message,
    set_message: (message: string): void => {
      panics.message = `RuntimeError: ${message}`
    },
  }
  // Where the WASM code looks for the text of its own panics.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics })
  const module = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm')
  const { instance } = await WebAssembly.instantiate(readFileSync(fileURLToPath(module)), {
    './schema_engine_bg.js': { ...glue },
  })
  glue.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start !== 'function') throw new Error('the WASM schema engine has no start function')
  start()
  return () => {
    const factory = bindMigrationAwareSqlAdapterFactory(connectionFactory(url))
    return glue.SchemaEngine.new({ datamodels }, (message: unknown) => logLine('INFO', String(message)), factory)
  }
}
