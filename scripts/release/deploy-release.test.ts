import { describe, expect, test } from 'vitest'
import type { Deployment, Release } from '../../src/domain/release.ts'
import { deployRelease, type Effects, rollBack } from './deploy-release.ts'
import { exampleDeployment as deployed, exampleRelease as release } from './example-releases.ts'

const [a, b, c] = [release('a'), release('b'), release('c')]

/** A cluster in which the releases in `bad` are not good, and those in `broken` do not even come up. */
function cluster(past: readonly Deployment[], { bad = [], broken = [] }: { bad?: Release[]; broken?: Release[] } = {}) {
  const recorded = [...past]
  const puts: string[] = []
  let running: Release | undefined
  const effects: Effects = {
    log: { read: () => [...recorded], append: (deployment) => void recorded.push(deployment) },
    put: async (one, migrations) => {
      puts.push(`${one.id[0]} ${migrations}`)
      if (broken.includes(one)) throw new Error('pulumi up ended with 1')
      running = one
    },
    verify: async () => (running && bad.includes(running) ? ['requests succeed: 9 of 10 failed'] : []),
    now: () => new Date('2027-01-02T03:04:05Z'),
    say: () => undefined,
  }
  const outcomes = () =>
    recorded.slice(past.length).map(({ release: { id }, kind, outcome }) => `${id[0]} ${kind} ${outcome}`)
  return { effects, puts, outcomes, recorded }
}

describe('a deployment', () => {
  test('that is good is recorded, and runs', async () => {
    const { effects, puts, outcomes } = cluster([deployed(a)])
    expect(await deployRelease(b, effects)).toEqual({ good: true, runs: b })
    expect(puts).toEqual(['b run'])
    expect(outcomes()).toEqual(['b deploy good'])
  })

  test('that is not good gives way to the last good one, without migrations', async () => {
    const { effects, puts, outcomes, recorded } = cluster([deployed(a), deployed(b)], { bad: [c] })
    expect(await deployRelease(c, effects)).toEqual({ good: false, runs: b })
    expect(puts).toEqual(['c run', 'b skip'])
    expect(outcomes()).toEqual(['c deploy failed', 'b rollback good'])
    expect(recorded.at(-2)).toMatchObject({
      at: '2027-01-02T03:04:05.000Z',
      reason: 'requests succeed: 9 of 10 failed',
    })
  })

  test('that does not come up gives way too', async () => {
    const { effects, outcomes } = cluster([deployed(a)], { broken: [b] })
    expect(await deployRelease(b, effects)).toEqual({ good: false, runs: a })
    expect(outcomes()).toEqual(['b deploy failed', 'a rollback good'])
  })

  test('that fails first of all stays, as there is nothing to put back', async () => {
    const { effects, puts } = cluster([], { bad: [a] })
    expect(await deployRelease(a, effects)).toEqual({ good: false, runs: undefined })
    expect(puts).toEqual(['a run'])
  })

  test('whose predecessor fails as well says so, and tries nothing further', async () => {
    const { effects, outcomes } = cluster([deployed(a), deployed(b)], { bad: [b, c] })
    expect(await deployRelease(c, effects)).toEqual({ good: false, runs: undefined })
    expect(outcomes()).toEqual(['c deploy failed', 'b rollback failed'])
  })

  test('after a bad one is recorded as good: bad, rollback, good', async () => {
    const { effects, outcomes } = cluster([deployed(a)], { bad: [b] })
    await deployRelease(b, effects)
    await deployRelease(c, effects)
    expect(outcomes()).toEqual(['b deploy failed', 'a rollback good', 'c deploy good'])
  })
})

test('a rollback by hand is recorded as what it is', async () => {
  const { effects, puts, outcomes } = cluster([deployed(a), deployed(b)])
  expect(await rollBack(a, effects)).toEqual({ good: true, runs: a })
  expect(puts).toEqual(['a skip'])
  expect(outcomes()).toEqual(['a rollback good'])
})
