import type { Deployment } from '../../src/domain/release.ts'
import { currentRelease } from './choose-rollback.ts'

/** The deployments as a table, the latest first; what runs is marked. */
export function listing(deployments: readonly Deployment[]): string {
  if (deployments.length === 0) return 'Nothing is recorded yet.'
  const running = currentRelease(deployments)?.id
  const marked = deployments.findLastIndex(({ release, outcome }) => release.id === running && outcome === 'good')
  const rows = deployments.map(({ release, kind, at, outcome, reason }, index) =>
    [
      index === marked ? '*' : ' ',
      at.slice(0, 16).replace('T', ' '),
      release.id,
      release.commit.slice(0, 12),
      release.version.padEnd(8),
      kind.padEnd(8),
      reason === undefined ? outcome : `${outcome}: ${reason}`,
    ].join('  '),
  )
  return [
    `   ${'when (UTC)'.padEnd(16)}  release       commit        version   how       outcome`,
    ...rows.reverse(),
  ].join('\n')
}
