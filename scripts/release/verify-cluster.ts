import { z } from 'zod'
import { appIds } from '../../src/domain/topology.ts'
import { forwarded } from '../cluster/forward.ts'
import { untilGood } from '../smoke/until-good.ts'
import type { Cluster, Kubectl } from './cluster.ts'

const rolloutLimit = '300s'
const smokePatienceMs = 300_000

const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), deletionTimestamp: z.string().optional() }),
      status: z.object({
        containerStatuses: z.array(z.object({ name: z.string(), ready: z.boolean() })).default([]),
      }),
    }),
  ),
})

/** What keeps the rollout from being complete: every replica replaced, every probe of every container answered. */
export function rolloutProblems(kubectl: Kubectl): string[] {
  for (const app of appIds) {
    try {
      kubectl(['rollout', 'status', `deployment/${app}`, `--timeout=${rolloutLimit}`])
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)]
    }
  }
  const selector = `app.kubernetes.io/name in (${appIds.join(',')})`
  return unreadyPods(kubectl(['get', 'pods', '--selector', selector, '--output', 'json']))
}

/** Containers of pods that are there to stay and do not answer, or pods without any. */
export function unreadyPods(json: string): string[] {
  return podsSchema
    .parse(JSON.parse(json))
    .items.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .flatMap(({ metadata: { name }, status: { containerStatuses } }) => {
      if (containerStatuses.length === 0) return [`pod ${name} has not started`]
      const unready = containerStatuses.filter(({ ready }) => !ready)
      return unready.map((container) => `pod ${name}: ${container.name} is not ready`)
    })
}

/** What the deployment at `url` is not good for; one of this machine is reached through kubectl. */
export async function verifyCluster(cluster: Cluster, url: string, say: (line: string) => void): Promise<string[]> {
  const problems = rolloutProblems(cluster.kubectl)
  if (problems.length > 0) return problems
  await using _ = await forwarded(cluster, url)
  const criteria = await untilGood({ url, patienceMs: smokePatienceMs, say })
  for (const { what, met, figure } of criteria) say(`${met ? '✓' : '✗'} ${what}: ${figure}`)
  return criteria.filter(({ met }) => !met).map(({ what, figure }) => `${what}: ${figure}`)
}
