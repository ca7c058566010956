import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { namespaces } from '../../infra/namespaces.ts'
import { DeploymentFailure } from '../deployment/pulumi-command.ts'

export const stackNames = ['minikube', 'oke'] as const
export type StackName = (typeof stackNames)[number]

/** Runs kubectl in a stack's cluster, in the product's namespace unless the arguments name another. */
export type Kubectl = (args: readonly string[], input?: string) => string

/** The file that `npm run kubeconfig` writes. */
const okeKubeconfig = 'kubeconfig.oke.yaml'

export type Cluster = {
  kubectl: Kubectl
  /** Arguments by which kubectl finds the cluster and the product's namespace in it. */
  where: readonly string[]
}

/** @throws DeploymentFailure where the cluster is not known here; its `kubectl` where that is missing, or refuses */
export function clusterOf(stack: StackName, context = 'minikube'): Cluster {
  const where = [...whereIs(stack, context), '--namespace', namespaces.app.name]
  const kubectl: Kubectl = (args, input) => {
    const options = { encoding: 'utf8' as const, maxBuffer: 64 * 2 ** 20, ...(input === undefined ? {} : { input }) }
    const { error, status, stdout, stderr } = spawnSync('kubectl', [...where, ...args], options)
    if (error) throw new DeploymentFailure(`kubectl did not run (${error.message}): npm run doctor says more.`)
    if (status === 0) return stdout
    throw new DeploymentFailure(`kubectl ${args.slice(0, 3).join(' ')} failed: ${stderr.trim()}`)
  }
  return { kubectl, where }
}

function whereIs(stack: StackName, context: string): string[] {
  if (stack === 'minikube') return ['--context', context]
  if (existsSync(okeKubeconfig)) return ['--kubeconfig', okeKubeconfig]
  if (process.env.KUBECONFIG) return []
  throw new DeploymentFailure(
    'There is no kubeconfig of the cluster here: npm run kubeconfig -- --stack oke writes one.',
  )
}
