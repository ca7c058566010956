// Brings a checkout into the state that the other scripts need: dependencies (Node 24 among them) and generated code.
// Plain JavaScript without dependencies, for any Node from 20: it runs before anything is installed.
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from './bootstrap/failure.mjs'
import { generate, generatedHash } from './bootstrap/generate.mjs'
import { install, isInstalled, lockHash } from './bootstrap/install.mjs'
import { requireSuitableNode } from './bootstrap/versions.mjs'

const root = resolve(fileURLToPath(new URL('..', import.meta.url)))
const stampFile = join(root, 'node_modules', '.bootstrap.json')

/** What was true when this last succeeded. */
function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    // Never run here, or interrupted: everything is looked at again.
    return {}
  }
}

const writeStamp = (stamp) => writeFileSync(stampFile, `${JSON.stringify(stamp)}\n`)

async function main() {
  requireSuitableNode()
  const stamp = readStamp()
  const lock = lockHash(root)
  if (stamp.lock !== lock) {
    if (!isInstalled(root)) await install(root)
    stamp.lock = lock
    writeStamp(stamp)
  }
  if (stamp.generated !== generatedHash(root, lock)) {
    await generate(root)
    writeStamp({ ...stamp, generated: generatedHash(root, lock) })
  }
}

try {
  await main()
} catch (error) {
  if (!(error instanceof Failure)) throw error
  process.stderr.write(`\n✗ ${error.step}: ${error.message}\n  ${error.remedy}\n`)
  process.exitCode = 1
}
