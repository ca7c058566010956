// `npm run test:cluster -- --stack minikube [--url URL]`: browser tests against the product in a cluster; then pods of
// each process are deleted while users create tasks, and nothing that was acknowledged may be lost or there twice.
import { parseArgs } from 'node:util'
import { createLoad, emptyLedger } from './chaos/load.ts'
import { settled } from './chaos/settle.ts'
import { forwarded } from './cluster/forward.ts'
import { DeploymentFailure, pulumi, runCommand } from './deployment/pulumi-command.ts'
import { apiClient } from './product/api-client.ts'
import { type Cluster, clusterOf, type StackName, stackNames } from './release/cluster.ts'
import { visit } from './smoke/visitor.ts'
import { runCommand as runProgram } from './test/run-command.ts'

const { values } = parseArgs({
  options: { stack: { type: 'string' }, context: { type: 'string' }, url: { type: 'string' } },
})
/** What lies behind the page: a pod of it may go at any time. The page's own is what the port leads to. */
const victims = ['server', 'notifications', 'recurring'] as const
const users = 3
const browserTests = ['--project=desktop', '--timeout=120000', 'first-task', 'live', 'reminders', 'series']

async function browse(url: string): Promise<boolean> {
  const env = { BASE_URL: url }
  const { code, output } = await runProgram(process.execPath, ['scripts/e2e.ts', ...browserTests], { env })
  console.log(code === 0 ? '✓ browser tests' : output)
  return code === 0
}

/** Deletes the pods of each process in turn, each after the one before is replaced; users go on meanwhile. */
async function deletePods({ where }: Cluster): Promise<string[]> {
  for (const app of victims) {
    const selector = `app.kubernetes.io/name=${app}`
    for (const args of [
      ['delete', 'pods', '--selector', selector],
      ['rollout', 'status', `deployment/${app}`, '--timeout=300s'],
    ]) {
      const { code, output } = await runProgram('kubectl', [...where, ...args])
      if (code !== 0) return [output]
    }
    console.log(`✓ pods of ${app} deleted and replaced`)
  }
  return []
}

async function resist(cluster: Cluster, url: string): Promise<boolean> {
  const visitors = await Promise.all(Array.from({ length: users }, () => visit(url)))
  const ledgers = visitors.map(({ cookie }) => emptyLedger(apiClient(url, cookie)))
  const enough = new AbortController()
  const load = Promise.all(ledgers.map((ledger) => createLoad(ledger, enough.signal)))
  const problems = await Promise.race([deletePods(cluster), load.then(() => ['users stopped'])])
  enough.abort()
  await load
  const { state } = await settled(ledgers)
  await Promise.all(visitors.map(({ leave }) => leave()))
  for (const problem of problems) console.log(`✗ ${problem}`)
  for (const { what, expected, lost, duplicated } of state.rows) {
    console.log(`${what}: ${expected} expected, ${lost} lost, ${duplicated} twice`)
  }
  const whole = state.rows.every(({ lost, duplicated }) => lost === 0 && duplicated === 0)
  return problems.length === 0 && whole && state.early === 0
}

await runCommand(async () => {
  const stack = stackNames.find((name): name is StackName => name === values.stack)
  if (stack === undefined) throw new DeploymentFailure('Usage: npm run test:cluster -- --stack minikube|oke')
  const cluster = clusterOf(stack, values.context)
  const url = values.url ?? pulumi(['stack', 'output', 'url', '--stack', stack]).trim()
  await using _ = await forwarded(cluster, url)
  const passed = [await browse(url), await resist(cluster, url)].filter((ok) => ok).length
  console.log(`${passed} passed, ${2 - passed} failed`)
  if (passed < 2) process.exitCode = 1
})
