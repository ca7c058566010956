import { DeploymentFailure } from './pulumi-command.ts'

export type DeploymentArguments = {
  command: 'preview' | 'up'
  /** How often `up` is tried where Oracle has no machine; infinite for who waits at a terminal. */
  attempts: number
  /** Where what pulumi says is kept as well. */
  file: string | undefined
  /** What pulumi itself is told. */
  rest: string[]
}

/** The arguments of `npm run preview` and `npm run up`. @throws DeploymentFailure */
export function parseDeployment([command = '', ...given]: readonly string[]): DeploymentArguments {
  if (command !== 'preview' && command !== 'up')
    throw new DeploymentFailure('Usage: npm run preview|up -- --stack oke|minikube [--attempts N] [--file FILE]')
  const rest = [...given]
  const take = (option: string): string | undefined => {
    const index = rest.indexOf(option)
    return index < 0 ? undefined : rest.splice(index, 2)[1]
  }
  const attempts = Number(take('--attempts') ?? Number.POSITIVE_INFINITY)
  if (!(attempts >= 1)) throw new DeploymentFailure('--attempts wants a number from 1.')
  return { command, attempts, file: take('--file'), rest }
}
