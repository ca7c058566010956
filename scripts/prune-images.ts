// Deletes releases beyond the five newest from Oracle's registry, never one that the stack runs: 20 GB are free.
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { imagesToDelete, keptReleases } from '../infra/platform/oke/registry/retention.ts'
import { DeploymentFailure, pulumi, runCommand } from './deployment/pulumi-command.ts'
import { askOracle } from './oci/client.ts'
import { loadSigner } from './oci/load-signer.ts'

const { stack = 'oke', 'dry-run': dryRun = false } = parseArgs({
  options: { stack: { type: 'string' }, 'dry-run': { type: 'boolean' } },
}).values

const resources = z.object({
  deployment: z.object({ resources: z.array(z.object({ type: z.string(), id: z.string().optional() })).default([]) }),
})
const listed = z.object({
  items: z.array(z.object({ id: z.string(), repositoryName: z.string(), digest: z.string(), timeCreated: z.string() })),
})

await runCommand(async () => {
  const state = pulumi(['stack', 'export', '--stack', stack])
  const compartment = resources
    .parse(JSON.parse(state))
    .deployment.resources.find(({ type }) => type === 'oci:Identity/compartment:Compartment')?.id
  if (compartment === undefined) throw new DeploymentFailure(`Stack ${stack} has no compartment in Oracle's cloud.`)
  const inUse = new Set(state.match(/sha256:[0-9a-f]{64}/g) ?? [])
  const { signer, profile } = loadSigner()
  const images = `https://artifacts.${profile.region}.oci.oraclecloud.com/20160918/container/images`
  const query = `compartmentId=${encodeURIComponent(compartment)}&limit=1000`
  const { items } = listed.parse(await askOracle(signer, { method: 'GET', url: `${images}?${query}` }))
  const superfluous = imagesToDelete(items, inUse)
  for (const id of dryRun ? [] : superfluous) {
    await askOracle(signer, { method: 'DELETE', url: `${images}/${encodeURIComponent(id)}` })
  }
  console.log(
    `${superfluous.length} of ${items.length} images ${dryRun ? 'would be' : 'are'} deleted; ${keptReleases} releases stay.`,
  )
})
