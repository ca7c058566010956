import type { Deployment, Release } from '../../src/domain/release.ts'

export type Choice = { target: Release } | { reason: string }

/** The breaking migration that a database has which went through `deployments`, failed ones included; '' for none. */
const lastBreaking = (deployments: readonly Deployment[]): string =>
  deployments.reduce((last, { release: { breaking } }) => (breaking !== null && breaking > last ? breaking : last), '')

/** Each release with how it ended last, the latest deployed last. */
function latestOutcomes(deployments: readonly Deployment[]): Deployment[] {
  const byId = new Map<string, Deployment>()
  for (const deployment of deployments) {
    byId.delete(deployment.release.id)
    byId.set(deployment.release.id, deployment)
  }
  return [...byId.values()]
}

/**
 * What to put back instead of the release `failing`: the one that was good most recently, never `failing` itself, and
 * never one that does not know a breaking migration which the database has. `failing` need not be recorded yet.
 */
export function chooseRollback(deployments: readonly Deployment[], failing: Release): Choice {
  const breaking = [lastBreaking(deployments), failing.breaking ?? ''].sort().at(-1) ?? ''
  const good = latestOutcomes(deployments)
    .filter(({ outcome, release }) => outcome === 'good' && release.id !== failing.id)
    .reverse()
  if (good.length === 0) return { reason: 'No other release was ever good here.' }
  const able = good.find(({ release }) => release.schema >= breaking)
  if (able) return { target: able.release }
  return { reason: `The database has ${breaking}, which no earlier good release can live with: go on, not back.` }
}

/** The release that somebody asks for by (the start of) its id or commit, where it may be put back. */
export function requestedRollback(deployments: readonly Deployment[], wanted: string): Choice {
  const named = latestOutcomes(deployments).filter(
    ({ release: { id, commit } }) => wanted.length >= 4 && (id.startsWith(wanted) || commit.startsWith(wanted)),
  )
  const [found] = named
  if (found === undefined || named.length > 1) {
    return { reason: `${named.length === 0 ? 'No' : 'More than one'} recorded release is called ${wanted}.` }
  }
  const breaking = lastBreaking(deployments)
  if (found.release.schema >= breaking) return { target: found.release }
  return { reason: `Release ${found.release.id} cannot live with ${breaking}, which the database has.` }
}

/** What runs now: the release of the last deployment that was good. */
export const currentRelease = (deployments: readonly Deployment[]): Release | undefined =>
  deployments.findLast(({ outcome }) => outcome === 'good')?.release
