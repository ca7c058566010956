// Says what is missing before a deployment, and what is left over after one: tools, credentials, limits, contexts.
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findAll, report } from './deployment/findings.ts'
import { kubectlCheck, minikubeChecks, stateFileCheck, toolChecks } from './deployment/machine-checks.ts'
import { oracleChecks } from './deployment/oracle-checks.ts'
import { DeploymentFailure, runCommand } from './deployment/pulumi-command.ts'
import { askOracle } from './oci/client.ts'
import { loadSigner } from './oci/load-signer.ts'

const { stack, context, compartment } = parseArgs({
  options: {
    stack: { type: 'string' },
    context: { type: 'string', default: 'minikube' },
    compartment: { type: 'string', default: 'todo-chatbot' },
  },
}).values

function checksOf(name: string | undefined) {
  if (name === 'minikube') return [...toolChecks, ...minikubeChecks(context)]
  if (name !== 'oke') throw new DeploymentFailure('Usage: npm run doctor -- --stack oke|minikube')
  const stateFile = join(homedir(), '.oci', 'todo-chatbot-state.env')
  const ask: Parameters<typeof oracleChecks>[0]['ask'] = (request) => askOracle(loadSigner().signer, request)
  return [
    ...toolChecks,
    kubectlCheck,
    stateFileCheck(stateFile),
    ...oracleChecks({ load: loadSigner, ask, compartment }),
  ]
}

await runCommand(async () => {
  const findings = await findAll(checksOf(stack))
  console.log(report(findings))
  if (findings.some(({ state }) => state === 'bad')) process.exitCode = 1
})
