import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a person can do something about; shown without a stack trace. */
export class DeploymentFailure extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'DeploymentFailure'
  }
}

const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

/** Output of `pulumi …` in the project's folder. `input` goes to it unseen by other processes. @throws DeploymentFailure */
export function pulumi(args: readonly string[], input?: string): string {
  const { error, status, stdout, stderr } = spawnSync('pulumi', [...args, '--non-interactive'], {
    cwd: projectRoot,
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  })
  if (error && 'code' in error && error.code === 'ENOENT') {
    throw new DeploymentFailure(
      'There is no pulumi on this machine: https://www.pulumi.com/docs/install says how to get it.',
    )
  }
  if (status === 0) return stdout
  throw new DeploymentFailure(
    `pulumi ${args.slice(0, 2).join(' ')} failed: ${stderr.trim()} ${remedyOf(stderr)}`.trim(),
  )
}

function remedyOf(stderr: string): string {
  if (/PULUMI_ACCESS_TOKEN|login/.test(stderr)) {
    return 'Say where the state is kept first: pulumi login --local, or for OKE npm run bootstrap -- --stack oke.'
  }
  if (/passphrase/i.test(stderr)) return 'Set PULUMI_CONFIG_PASSPHRASE, and keep it: without it the secrets are lost.'
  return ''
}

/** Runs a command of a script; a failure that a person can mend ends it with that sentence and 1. */
export async function runCommand(main: () => Promise<void> | void): Promise<void> {
  try {
    await main()
  } catch (error) {
    if (
      !(
        error instanceof DeploymentFailure ||
        error instanceof RangeError ||
        (error instanceof Error && error.name === 'OracleError')
      )
    )
      throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
