// Writes a kubeconfig for the OKE cluster of the stack, which fetches its tokens with this project's own program.
import { chmodSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DeploymentFailure, pulumi, runCommand } from './deployment/pulumi-command.ts'

const { stack = 'oke', file = 'kubeconfig.oke.yaml' } = parseArgs({
  options: { stack: { type: 'string' }, file: { type: 'string' } },
}).values

await runCommand(() => {
  const made = pulumi(['stack', 'output', 'clusterAccess', '--stack', stack, '--show-secrets']).trim()
  if (!made.startsWith('{')) throw new DeploymentFailure(`Stack ${stack} has no cluster of its own: use your context.`)
  writeFileSync(file, made, { mode: 0o600 })
  chmodSync(file, 0o600)
  console.log(`export KUBECONFIG=${file}`)
})
