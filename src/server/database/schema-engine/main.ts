#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine, which its CLI would have to download: the same command line and JSON-RPC
 * over stdin and stdout, answered by Prisma's WASM build of that engine with node-postgres. prisma.config.ts names it.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runDatabaseCommand } from './database-command.ts'
import { serveRequests } from './requests.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  // The CLI may pass flags of the native engine that mean nothing here.
  strict: false,
  options: {
    datasource: { type: 'string' },
    datamodels: { type: 'string', multiple: true },
    version: { type: 'boolean' },
  },
})

const url = typeof values.datasource === 'string' ? new URL(JSON.parse(values.datasource).url) : undefined

if (values.version) {
  process.stdout.write('schema-engine-cli wasm\n')
} else if (positionals[0] === 'cli') {
  process.exitCode = await runDatabaseCommand(positionals[1], url)
} else {
  // Left out, not empty: the engine takes an empty list for a mistake, and aborts.
  const files = values.datamodels?.filter((file) => typeof file === 'string')
  await serveRequests({ url, datamodels: files?.map((file) => [file, readFileSync(file, 'utf8')]) })
  process.exit(0)
}
