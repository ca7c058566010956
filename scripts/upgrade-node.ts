// Replaces the nodes of the OKE cluster, one after the other: `npm run upgrade:node [-- --all]`. BASIC clusters cannot do
// it by themselves, and a second node beside the first would cost. The product is away meanwhile, for some ten minutes.
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type ClusterNode, isReplaced, nodesToReplace, readNodes, readPool } from './deployment/node-upgrade.ts'
import { DeploymentFailure, pulumi, runCommand } from './deployment/pulumi-command.ts'
import { askOracle } from './oci/client.ts'
import { loadSigner } from './oci/load-signer.ts'
import { clusterOf, type Kubectl } from './release/cluster.ts'

const { stack, all } = parseArgs({
  options: { stack: { type: 'string', default: 'oke' }, all: { type: 'boolean', default: false } },
}).values

const patienceMinutes = 40
const state = z.object({
  deployment: z.object({ resources: z.array(z.object({ type: z.string(), id: z.string().optional() })).default([]) }),
})

function poolId(): string {
  const { resources } = state.parse(JSON.parse(pulumi(['stack', 'export', '--stack', stack]))).deployment
  const found = resources.find(({ type }) => type === 'oci:ContainerEngine/nodePool:NodePool')?.id
  if (found === undefined) throw new DeploymentFailure(`Stack ${stack} has no nodes in Oracle's cloud.`)
  return found
}

async function replace(node: ClusterNode, kubectl: Kubectl, pool: string): Promise<void> {
  console.log(`${node.name} (${node.version}): its pods are asked to leave. The product is away from now on.`)
  kubectl(['drain', node.name, '--ignore-daemonsets', '--delete-emptydir-data', '--timeout=10m'])
  const before = readNodes(kubectl(['get', 'nodes', '--output=json']))
  console.log('The machine is given back, and Oracle makes a new one; its volumes wait.')
  // Not made smaller: the pool puts another in its place, of the pool's version.
  const address = `${pool}/node/${encodeURIComponent(node.instance)}?isDecrementSize=false`
  const { signer } = loadSigner()
  await askOracle(signer, { method: 'DELETE', url: address })
  const until = Date.now() + patienceMinutes * 60_000
  while (!isReplaced(before, readNodes(kubectl(['get', 'nodes', '--output=json'])))) {
    if (Date.now() > until) {
      throw new DeploymentFailure(
        `No new node is ready after ${patienceMinutes} minutes, perhaps for want of a free machine: nothing is lost, the ` +
          'volumes wait. The pool goes on trying; npm run doctor -- --stack oke says how it stands.',
      )
    }
    await wait(15_000)
  }
  console.log('A new node is ready; volumes are attached to it as their pods start.')
  for (const app of ['server', 'web']) kubectl(['rollout', 'status', `deployment/${app}`, '--timeout=15m'])
}

await runCommand(async () => {
  const { signer, profile } = loadSigner()
  const pools = `https://containerengine.${profile.region}.oraclecloud.com/20180222/nodePools`
  const pool = `${pools}/${encodeURIComponent(poolId())}`
  const { kubectl } = clusterOf('oke')
  const nodes = readNodes(kubectl(['get', 'nodes', '--output=json']))
  const due = nodesToReplace(nodes, readPool(await askOracle(signer, { method: 'GET', url: pool })), all)
  for (const node of due) await replace(node, kubectl, pool)
  console.log(
    due.length === 0
      ? 'Every node has the version of its pool already.'
      : 'Done: npm run smoke looks whether all is well.',
  )
})
