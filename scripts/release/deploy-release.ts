import type { Deployment, Release } from '../../src/domain/release.ts'
import { type Choice, chooseRollback } from './choose-rollback.ts'
import type { DeploymentLog } from './deployment-log.ts'

export type Effects = {
  log: DeploymentLog
  /** Puts a release into the cluster; rejects where that fails. Its own migrations are run, or left. */
  put(release: Release, migrations: 'run' | 'skip'): Promise<void>
  /** What a deployment is not good for; empty when all is well. */
  verify(): Promise<string[]>
  now(): Date
  say(line: string): void
}

export type Result = { good: boolean; runs: Release | undefined }

/**
 * Puts a release in place and records how it went. Where it fails, or is not good, the last good one is put back, and
 * judged in the same way; `good` tells of the release that was asked for.
 */
export async function deployRelease(release: Release, effects: Effects): Promise<Result> {
  const { log, say } = effects
  const before = log.read()
  const problems = await tryRelease('deploy', release, effects)
  if (problems.length === 0) return { good: true, runs: release }
  say(`Release ${release.id} is not good: ${problems.join('; ')}`)
  const choice: Choice = chooseRollback(before, release)
  if ('reason' in choice) {
    say(`Nothing is put back: ${choice.reason}`)
    return { good: false, runs: undefined }
  }
  const { good } = await rollBack(choice.target, effects)
  return { good: false, runs: good ? choice.target : undefined }
}

/** Puts an earlier release back; the migrations stay as they are. */
export async function rollBack(target: Release, effects: Effects): Promise<Result> {
  effects.say(`Putting back release ${target.id} (${target.commit.slice(0, 12)}).`)
  const problems = await tryRelease('rollback', target, effects)
  if (problems.length > 0) effects.say(`Release ${target.id} is not good any more: ${problems.join('; ')}`)
  return { good: problems.length === 0, runs: problems.length === 0 ? target : undefined }
}

async function tryRelease(kind: Deployment['kind'], release: Release, effects: Effects): Promise<string[]> {
  const problems = await problemsOf(kind, release, effects)
  const reason = problems.join('; ').slice(0, 500)
  const outcome = problems.length === 0 ? { outcome: 'good' as const } : { outcome: 'failed' as const, reason }
  try {
    effects.log.append({ release, kind, at: effects.now().toISOString(), ...outcome })
  } catch (error) {
    // A cluster that was never reached has nothing to put back either.
    effects.say(`This could not be recorded: ${messageOf(error)}`)
  }
  return problems
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

async function problemsOf(kind: Deployment['kind'], release: Release, { put, verify }: Effects): Promise<string[]> {
  try {
    await put(release, kind === 'deploy' ? 'run' : 'skip')
    return await verify()
  } catch (error) {
    return [messageOf(error)]
  }
}
