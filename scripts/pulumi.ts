// `pulumi preview` and `pulumi up` with the project's policies. Where Oracle has no free machine, `up` tries the
// availability domains in turn and waits; the one that worked stays in the stack's file, as volumes are bound to it.
// `--attempts N` makes it give up after so many, `--file FILE` keeps what pulumi said.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { announce, lacksCapacity, nextAttempt } from './deployment/capacity.ts'
import { parseDeployment } from './deployment/deployment-arguments.ts'
import { DeploymentFailure, runCommand } from './deployment/pulumi-command.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const preload = `--require=${root}infra/policy/pack/without-compiler.cjs`

type Ended = { code: number; output: string }

/** Runs pulumi as if it were called itself, and remembers what it said. */
function attempt(args: readonly string[]): Promise<Ended> {
  const child = spawn('pulumi', [...args, '--policy-pack', 'infra/policy/pack'], {
    cwd: root,
    stdio: ['inherit', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: [process.env.NODE_OPTIONS, preload].filter(Boolean).join(' ') },
  })
  let output = ''
  const pass = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
    output += chunk.toString()
    stream.write(chunk)
  }
  child.stdout.on('data', pass(process.stdout))
  child.stderr.on('data', pass(process.stderr))
  return new Promise((resolve, reject) => {
    child.on('error', () =>
      reject(new DeploymentFailure('There is no pulumi on this machine: npm run doctor says more.')),
    )
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

await runCommand(async () => {
  const { command, attempts, file, rest } = parseDeployment(process.argv.slice(2))
  let ended = await attempt([command, ...rest])
  if (file !== undefined) writeFileSync(file, ended.output)
  const again = (): boolean => command === 'up' && ended.code !== 0 && lacksCapacity(ended.output)
  for (let failed = 1; again() && failed < attempts; failed += 1) {
    const next = nextAttempt(failed)
    console.log(announce(next))
    await wait(next.waitMinutes * 60_000)
    const domain = ['--config-path', '--config', `todo-chatbot:oke.nodes.domain=${next.domain}`]
    ended = await attempt([command, ...rest, ...domain, '--yes'])
  }
  process.exitCode = ended.code
})
