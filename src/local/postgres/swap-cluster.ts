import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'

const asideOf = (cluster: string): string => `${cluster}.old`

/** Puts the stopped cluster `fresh` in the place of `cluster`; killed at any moment, one of both is in force whole. */
export async function swapCluster(cluster: string, fresh: string): Promise<void> {
  await settleSwap(cluster)
  if (existsSync(cluster)) await rename(cluster, asideOf(cluster))
  await rename(fresh, cluster)
  await settleSwap(cluster)
}

/** Ends a swap that was killed: before the new cluster was in place the old one comes back, afterwards it goes. */
export async function settleSwap(cluster: string): Promise<void> {
  if (!existsSync(asideOf(cluster))) return
  if (existsSync(cluster)) await rm(asideOf(cluster), { recursive: true, force: true })
  else await rename(asideOf(cluster), cluster)
}
