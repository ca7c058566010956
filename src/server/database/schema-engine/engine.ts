import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { openConnections } from './connection.ts'
import { logLine } from './log.ts'

export type EngineOptions = {
  url: URL | undefined
  /** Path and text of each schema file, where the command has any. */
  datamodels: [string, string][] | undefined
}

export type Engine = glue.SchemaEngine

/** Runs `work` with a new engine, and closes its connections. */
export type EngineRunner = <T>(work: (engine: Engine) => Promise<T>) => Promise<T>

/** Loads the WASM code, once for all the engines that the runner makes. */
export async function loadEngine({ url, datamodels }: EngineOptions): Promise<EngineRunner> {
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
  return async (work) => {
    const { factory, close } = openConnections(url)
    try {
      const log = (message: unknown): void => logLine('INFO', String(message))
      const bound = bindMigrationAwareSqlAdapterFactory(factory)
      return await work(await glue.SchemaEngine.new({ datamodels }, log, bound))
    } finally {
      await close()
    }
  }
}
