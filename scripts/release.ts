// `npm run release -- COMMAND --stack minikube|oke`: what is deployed to a cluster, and what is put back.
//   deploy --images FILE     put the images of FILE in place, judge them, and put the last good release back if need be
//   rollback [--to RELEASE]  put the last good release back, or one by the start of its id or commit
//   rollback-target          say which one that would be
//   list [--json]            what was deployed, and what became of it
//   record --images FILE --outcome good|failed [--reason TEXT]   write down what was deployed by other means
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Release } from '../src/domain/release.ts'
import { projectRoot } from '../src/local/settings.ts'
import { DeploymentFailure, pulumi, runCommand } from './deployment/pulumi-command.ts'
import { readSchema } from './migrations/migration-files.ts'
import { type Choice, chooseRollback, currentRelease, requestedRollback } from './release/choose-rollback.ts'
import { type Cluster, clusterOf, type StackName, stackNames } from './release/cluster.ts'
import { deployRelease, type Effects, type Result, rollBack } from './release/deploy-release.ts'
import { type DeploymentLog, deploymentLog } from './release/deployment-log.ts'
import { listing } from './release/listing.ts'
import { describeRelease, imageArguments, readImages } from './release/read-images.ts'
import { verifyCluster } from './release/verify-cluster.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    stack: { type: 'string' },
    context: { type: 'string' },
    images: { type: 'string' },
    to: { type: 'string' },
    url: { type: 'string' },
    outcome: { type: 'string' },
    reason: { type: 'string' },
    json: { type: 'boolean' },
  },
})

const usage = 'Usage: npm run release -- deploy|rollback|rollback-target|list|record --stack minikube|oke [options]'

function stackName(): StackName {
  const found = stackNames.find((name) => name === values.stack)
  if (found === undefined) throw new DeploymentFailure(usage)
  return found
}

/** The release that this checkout is, with the images of the file. */
function ownRelease(): Release {
  if (values.images === undefined) throw new DeploymentFailure('Say which images: --images FILE.')
  const { newest: schema, breaking } = readSchema()
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: projectRoot, encoding: 'utf8' }).trim()
  return describeRelease({ commit, version, images: readImages(values.images), schema, breaking })
}

/** The cluster of the stack as it is now; one in Oracle's cloud by a kubeconfig that is written anew. */
function connect(stack: StackName): Cluster {
  if (stack === 'oke') execFileSync(process.execPath, ['scripts/kubeconfig.ts', '--stack', stack], { cwd: projectRoot })
  return clusterOf(stack, values.context)
}

/** Before its first deployment a stack in Oracle's cloud has no cluster yet. */
function hasCluster(stack: StackName): boolean {
  return stack !== 'oke' || pulumi(['stack', 'output', '--json', '--stack', stack]).includes('"clusterAccess"')
}

const logOf = (stack: StackName): DeploymentLog => ({
  read: () => (hasCluster(stack) ? deploymentLog(connect(stack).kubectl).read() : []),
  append: (deployment) => deploymentLog(connect(stack).kubectl).append(deployment),
})

function effectsOn(stack: StackName): Effects {
  return {
    log: logOf(stack),
    put: async (release, migrations) => {
      const args = ['scripts/pulumi.ts', 'up', '--stack', stack, '--yes', ...imageArguments(release, migrations)]
      const { status } = spawnSync(process.execPath, args, { cwd: projectRoot, stdio: 'inherit' })
      if (status !== 0) throw new Error(`pulumi up ended with ${status}`)
    },
    verify: async () => {
      const url = values.url ?? pulumi(['stack', 'output', 'url', '--stack', stack]).trim()
      return verifyCluster(connect(stack), url, console.log)
    },
    now: () => new Date(),
    say: (line) => console.log(line),
  }
}

function conclude({ good, runs }: Result): void {
  console.log(runs ? `Release ${runs.id} (${runs.commit.slice(0, 12)}) runs.` : 'No good release runs.')
  if (!good) process.exitCode = 1
}

function targetOf(choice: Choice): Release {
  if ('target' in choice) return choice.target
  throw new DeploymentFailure(choice.reason)
}

const commands: Record<string, (stack: StackName) => void | Promise<void>> = {
  deploy: async (stack) => conclude(await deployRelease(ownRelease(), effectsOn(stack))),
  rollback: async (stack) => {
    const effects = effectsOn(stack)
    conclude(await rollBack(chosenTarget(effects.log.read()), effects))
  },
  'rollback-target': (stack) => {
    const { id, commit } = chosenTarget(logOf(stack).read())
    console.log(`${id} ${commit}`)
  },
  list: (stack) => {
    const deployments = logOf(stack).read()
    console.log(values.json ? JSON.stringify(deployments, null, 2) : listing(deployments))
  },
  record: (stack) => {
    const { outcome, reason } = values
    if (outcome !== 'good' && outcome !== 'failed')
      throw new DeploymentFailure('Say how it went: --outcome good|failed.')
    const release = ownRelease()
    const told = reason === undefined ? {} : { reason }
    logOf(stack).append({ release, kind: 'deploy', at: new Date().toISOString(), outcome, ...told })
    console.log(`Release ${release.id} is recorded as ${outcome}.`)
  },
}

/** The release that was asked for, or the one before what runs now. */
function chosenTarget(deployments: Parameters<typeof chooseRollback>[0]): Release {
  if (values.to) return targetOf(requestedRollback(deployments, values.to))
  const running = currentRelease(deployments)
  if (running === undefined) throw new DeploymentFailure('No other release was ever good here.')
  return targetOf(chooseRollback(deployments, running))
}

await runCommand(async () => {
  const command = commands[positionals[0] ?? '']
  if (command === undefined) throw new DeploymentFailure(usage)
  await command(stackName())
})
