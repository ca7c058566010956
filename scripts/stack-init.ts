// Makes a stack ready for `pulumi up`: its secrets once, and what nobody can guess asked for. Safe to repeat.
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { type Answers, asCidr, type ConfigStep, okeSteps, type StackName, secretSteps } from './deployment/init-plan.ts'
import { DeploymentFailure, pulumi, runCommand } from './deployment/pulumi-command.ts'
import { loadSigner } from './oci/load-signer.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { email: { type: 'string' }, allow: { type: 'string', multiple: true } },
})

function stackName(): StackName {
  const [name] = positionals
  if (name === 'minikube' || name === 'oke') return name
  throw new DeploymentFailure('Usage: npm run stack:init -- minikube|oke [--email YOU@EXAMPLE.ORG] [--allow ADDRESS]')
}

function ensureStack(stack: StackName): void {
  const known = JSON.parse(pulumi(['stack', 'ls', '--json'])) as { name: string }[]
  if (!known.some(({ name }) => name === stack)) pulumi(['stack', 'init', stack])
}

type Config = Record<string, { value?: string; objectValue?: unknown }>

/** The stack's configuration; secrets are listed without their values. */
function readConfig(stack: StackName): Config {
  return JSON.parse(pulumi(['config', '--json', '--stack', stack])) as Config
}

const entry = (config: Config, name: string) => config[`todo-chatbot:${name}`]

function lookup(config: Config, path: string): unknown {
  const [section = '', ...rest] = path.split('.')
  return rest.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    entry(config, section)?.objectValue,
  )
}

async function ask(question: string, given: string | undefined): Promise<string> {
  if (given !== undefined) return given
  if (!process.stdin.isTTY)
    throw new DeploymentFailure(`Nobody is there to answer: ${question} Give --email and --allow.`)
  const dialogue = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return (await dialogue.question(`${question} `)).trim()
  } finally {
    dialogue.close()
  }
}

async function answersFor(config: Config): Promise<Answers> {
  const known = (path: string) => lookup(config, path) !== undefined
  const alertEmail = known('oke.alertEmail')
    ? ''
    : await ask('Where should a warning go before anything costs money?', values.email)
  const allowed = known('oke.apiAllowedCidrs')
    ? ''
    : await ask('From which address do you manage the cluster (your own, as others see it)?', values.allow?.join(' '))
  return {
    alertEmail,
    apiAllowedCidrs: allowed
      .split(/[\s,]+/)
      .filter((address) => address !== '')
      .map(asCidr),
  }
}

const set = (stack: StackName, { path, value, secret }: ConfigStep): void => {
  pulumi(['config', 'set', '--stack', stack, '--path', path, ...(secret ? ['--secret'] : ['--plaintext'])], value)
}

await runCommand(async () => {
  const stack = stackName()
  ensureStack(stack)
  const config = readConfig(stack)
  const steps = secretSteps((name) => entry(config, name) !== undefined)
  if (stack === 'oke') {
    const { profile } = loadSigner()
    steps.push(...okeSteps((path) => lookup(config, path), profile, await answersFor(config)))
  }
  for (const step of steps) {
    set(stack, step)
    console.log(`${step.path}: ${step.secret ? 'made, kept encrypted' : step.value}`)
  }
  console.log(steps.length === 0 ? 'Everything was there already.' : `Next: pulumi up --stack ${stack}`)
})
