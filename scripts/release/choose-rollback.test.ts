import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../src/domain/release.ts'
import { chooseRollback, currentRelease, requestedRollback } from './choose-rollback.ts'
import { exampleDeployment as deployed, exampleRelease as release } from './example-releases.ts'

const [a, b, c] = [release('a'), release('b'), release('c')]
const breaks = (seed: string, name: string) => release(seed, { schema: name, breaking: name })

describe('the target of a rollback', () => {
  test('is the release that was good most recently', () => {
    expect(chooseRollback([deployed(a), deployed(b)], c)).toEqual({ target: b })
  })

  test('is never the failing one, even where it was good before', () => {
    expect(chooseRollback([deployed(a), deployed(c)], c)).toEqual({ target: a })
  })

  test('is never one that failed when it was deployed last', () => {
    expect(chooseRollback([deployed(a), deployed(b), deployed(b, 'failed')], c)).toEqual({ target: a })
  })

  test('is one that failed once and was good later', () => {
    expect(chooseRollback([deployed(a), deployed(b, 'failed'), deployed(b)], c)).toEqual({ target: b })
  })

  test('does not exist before anything was good', () => {
    expect(chooseRollback([], a)).toEqual({ reason: expect.stringContaining('ever good') })
    expect(chooseRollback([deployed(a)], a)).toEqual({ reason: expect.stringContaining('ever good') })
  })

  test('is never older than a breaking migration, of the failing release or of one that failed before', () => {
    const failing = breaks('c', '20270301000000_drop')
    expect(chooseRollback([deployed(a), deployed(b)], failing)).toEqual({
      reason: expect.stringContaining('20270301000000_drop'),
    })
    const since = release('d', { schema: '20270401000000_more', breaking: '20270301000000_drop' })
    const history = [deployed(a), deployed(failing, 'failed'), deployed(since)]
    expect(chooseRollback(history, b)).toEqual({ target: since })
  })

  test('leaves a release in place whose migrations are merely more', () => {
    expect(chooseRollback([deployed(a)], release('b', { schema: '20270201000000_added' }))).toEqual({ target: a })
  })

  test('holds to these rules whatever happened', () => {
    const anyDeployment = fc.record({
      seed: fc.constantFrom('1', '2', '3', '4', '5'),
      breaking: fc.boolean(),
      outcome: fc.constantFrom('good' as const, 'failed' as const),
    })
    const make = ({ seed, breaking }: { seed: string; breaking: boolean }) => {
      const schema = `2027010${seed}000000_m`
      return release(seed, { schema, breaking: breaking ? schema : null })
    }
    fc.assert(
      fc.property(fc.array(anyDeployment, { maxLength: 12 }), anyDeployment, (past, last) => {
        const history: Deployment[] = past.map((one) => deployed(make(one), one.outcome))
        const failing = make(last)
        const choice = chooseRollback(history, failing)
        if (!('target' in choice)) return
        const { target } = choice
        expect(target.id).not.toBe(failing.id)
        expect(history.findLast(({ release: { id } }) => id === target.id)?.outcome).toBe('good')
        for (const { breaking } of [...history.map(({ release: of }) => of), failing]) {
          expect(target.schema >= (breaking ?? '')).toBe(true)
        }
      }),
    )
  })
})

describe('a rollback by hand', () => {
  const history = [deployed(a), deployed(b, 'failed'), deployed(c)]

  test('takes id or commit, or the start of one, also of a release that failed', () => {
    expect(requestedRollback(history, 'aaaa')).toEqual({ target: a })
    expect(requestedRollback(history, 'b'.repeat(40))).toEqual({ target: b })
  })

  test('refuses what is unknown, ambiguous or too short', () => {
    expect(requestedRollback(history, 'ffff')).toEqual({ reason: 'No recorded release is called ffff.' })
    expect(requestedRollback(history, 'aa')).toEqual({ reason: 'No recorded release is called aa.' })
    const twins = [deployed(a), deployed(release('a', { id: 'aaaaaaaaaaab' }))]
    expect(requestedRollback(twins, 'aaaa')).toEqual({ reason: 'More than one recorded release is called aaaa.' })
  })

  test('refuses a release that cannot live with the schema', () => {
    const gone = breaks('d', '20270601000000_gone')
    expect(requestedRollback([deployed(a), deployed(gone)], 'aaaa')).toEqual({
      reason: 'Release aaaaaaaaaaaa cannot live with 20270601000000_gone, which the database has.',
    })
  })
})

test('what runs is what was good last', () => {
  expect(currentRelease([deployed(a), deployed(b), deployed(c, 'failed')])).toEqual(b)
  expect(currentRelease([])).toBeUndefined()
})
