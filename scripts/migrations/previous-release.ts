import { spawnSync } from 'node:child_process'
import { projectRoot } from '../../src/local/settings.ts'
import { migrationNames, migrationsFolder } from './migration-files.ts'

/** What git says, or undefined where it refuses. */
function git(...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: projectRoot, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 })
  const said = stdout?.trim()
  return status === 0 && said !== '' ? said : undefined
}

/**
 * The commit of the release before this one: that of the newest tag `v…` below this commit; without one, the parent of
 * the commit that brought the newest migration, or this commit while that migration is not committed.
 *
 * @throws where the history is not at hand
 */
export function previousRelease(): { commit: string; why: string } {
  const tag = git('describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*', 'HEAD^')
  const tagged = tag && git('rev-parse', `${tag}^{commit}`)
  if (tag && tagged) return { commit: tagged, why: `release ${tag}` }
  const newest = migrationNames().at(-1) ?? ''
  const brought = git(
    'log',
    '--diff-filter=A',
    '--format=%H',
    '-1',
    '--',
    `${migrationsFolder}/${newest}/migration.sql`,
  )
  const commit = git('rev-parse', brought ? `${brought}^` : 'HEAD')
  if (commit) return { commit, why: brought ? `before ${newest}` : 'this commit, before what is not committed' }
  throw new Error('The history is not at hand: `git fetch --unshallow` brings it (in a workflow: fetch-depth: 0).')
}

/** The commit that a name stands for. @throws where there is none */
export function commitOf(name: string): string {
  const commit = git('rev-parse', '--verify', '--quiet', `${name}^{commit}`)
  if (commit) return commit
  throw new Error(`There is no commit ${name} here.`)
}
