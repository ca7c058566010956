// `npm run backup:check -- --stack oke`: restores the latest backup into a database of its own beside the one that runs,
// holds the one against the other, and removes it again. It takes a volume of 50 GB for as long.
import { parseArgs } from 'node:util'
import { namespaces } from '../infra/namespaces.ts'
import {
  type Content,
  contentProblems,
  database,
  question,
  type RunningCluster,
  scratchCluster,
  scratchName,
} from './cluster/restored-database.ts'
import { DeploymentFailure, runCommand } from './deployment/pulumi-command.ts'
import { clusterOf, stackNames } from './release/cluster.ts'

const { values } = parseArgs({ options: { stack: { type: 'string' }, context: { type: 'string' } } })
const namespace = ['--namespace', namespaces.postgres.name]
const kind = 'clusters.postgresql.cnpg.io'

await runCommand(() => {
  const stack = stackNames.find((name) => name === values.stack)
  if (stack === undefined) throw new DeploymentFailure('Usage: npm run backup:check -- --stack oke|minikube')
  const { kubectl } = clusterOf(stack, values.context)
  const running = JSON.parse(kubectl([...namespace, 'get', kind, 'postgres', '--output', 'json'])) as RunningCluster
  const scratch = scratchCluster(running)
  if (scratch === undefined) throw new DeploymentFailure('The database of this stack makes no backups.')
  const ask = (cluster: string): Content => {
    const psql = ['psql', '--no-psqlrc', '--tuples-only', '--no-align', '--dbname', database, '--command', question]
    return JSON.parse(
      kubectl([...namespace, 'exec', `${cluster}-1`, '--container', 'postgres', '--', ...psql]),
    ) as Content
  }
  const remove = (): void => {
    kubectl([...namespace, 'delete', kind, scratchName, '--ignore-not-found', '--wait=true'])
  }
  remove()
  try {
    kubectl([...namespace, 'create', '--filename', '-'], JSON.stringify(scratch))
    kubectl([...namespace, 'wait', `${kind}/${scratchName}`, '--for=condition=Ready', '--timeout=30m'])
    const restored = ask(scratchName)
    const problems = contentProblems(restored, ask('postgres'))
    console.log(
      `Restored: ${restored.users} users, ${restored.tasks} tasks, last changed ${restored.changed ?? 'never'}.`,
    )
    if (problems.length > 0) throw new DeploymentFailure(`The backup is not good: ${problems.join('; ')}.`)
    console.log('The backup is good.')
  } finally {
    remove()
  }
})
