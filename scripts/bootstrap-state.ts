// Makes the bucket that keeps Pulumi's state, and its key, outside of the program: `pulumi destroy` never touches them.
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DeploymentFailure, runCommand } from './deployment/pulumi-command.ts'
import { type Ask, createKey, ensureBucket, stateEnvironment } from './deployment/state-bucket.ts'
import { askOracle } from './oci/client.ts'
import { loadSigner } from './oci/load-signer.ts'

const { stack } = parseArgs({ options: { stack: { type: 'string' } } }).values

await runCommand(async () => {
  if (stack !== 'oke') throw new DeploymentFailure('Usage: npm run bootstrap -- --stack oke')
  const { signer, profile } = loadSigner()
  const ask: Ask = (request) => askOracle(signer, request)
  const { namespace, created } = await ensureBucket(ask, profile)
  console.log(created ? 'The bucket for the state is made.' : 'The bucket for the state is there.')
  const folder = join(homedir(), '.oci')
  const file = join(folder, 'todo-chatbot-state.env')
  if (!existsSync(file)) {
    const key = await createKey(ask, profile)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(file, stateEnvironment(namespace, profile.region, key), { mode: 0o600 })
    chmodSync(file, 0o600)
    console.log(`The key is in ${file}: keep a copy, Oracle shows it only once.`)
  }
  console.log(`Next: export PULUMI_CONFIG_PASSPHRASE='…' && source ${file} && npm run stack:init -- oke`)
})
