import { describe, expect, test } from 'vitest'
import type { LoadedSigner } from '../oci/load-signer.ts'
import { bad, findAll, good, report } from './findings.ts'
import { oracleChecks } from './oracle-checks.ts'
import type { Ask } from './state-bucket.ts'

test('each finding is a line, and what to do stands below', async () => {
  const findings = await findAll([
    { name: 'pulumi', run: async () => good('3.270.0') },
    { name: 'context', run: async () => bad('there is none', 'minikube start') },
    {
      name: 'key',
      run: async () => {
        throw new RangeError('~/.oci/config cannot be read.')
      },
    },
  ])
  expect(report(findings)).toBe(
    [
      '✓ pulumi   3.270.0',
      '✗ context  there is none',
      '           → minikube start',
      '✗ key      ~/.oci/config cannot be read.',
    ].join('\n'),
  )
})

describe('Oracle', () => {
  const profile = { tenancy: 'ocid1.tenancy.oc1..aaaa', region: 'eu-frankfurt-1' }
  const load = () => ({ profile }) as LoadedSigner
  const found = async (answers: Record<string, unknown>) => {
    const ask: Ask = async ({ url }) => Object.entries(answers).find(([part]) => url.includes(part))?.[1]
    return findAll(oracleChecks({ load, ask, compartment: 'todo-chatbot' }))
  }
  const usual = {
    '/n/': 'franamespace',
    '/availabilityDomains': [{ name: 'AD-1' }, { name: 'AD-2' }],
    '/resourceAvailability': { available: 200, used: 0 },
    '/compartments': [{ id: 'own', name: 'todo-chatbot', lifecycleState: 'ACTIVE' }],
    '/volumes': [],
    '/loadBalancers': [],
    '/instances': [],
  }
  const states = async (answers: Record<string, unknown>) =>
    (await found({ ...usual, ...answers })).map(({ state }) => state)

  test('all is well', async () => {
    expect(new Set(await states({}))).toEqual(new Set(['good']))
  })

  test('room that is used up is a warning, for each thing that the stack needs', async () => {
    const findings = await found({ ...usual, '/resourceAvailability': { available: 1 } })
    expect(findings.filter(({ state }) => state === 'warning').map(({ name }) => name)).toEqual([
      'cores',
      'memory',
      'volumes',
    ])
    expect(findings.find(({ name }) => name === 'volumes')?.fix).toContain('needs 150')
  })

  test('balancers are asked for where their service answers', async () => {
    const urls: string[] = []
    const ask: Ask = async ({ url }) => {
      urls.push(url)
      return Object.entries(usual).find(([part]) => url.includes(part))?.[1]
    }
    await findAll(oracleChecks({ load, ask, compartment: 'todo-chatbot' }))
    expect(urls.find((url) => url.includes('loadBalancers'))).toContain('/20170115/')
  })

  test('a volume without a node is left over; one of a running node, or one that is gone, is not', async () => {
    const volume = { displayName: 'csi-pvc', lifecycleState: 'AVAILABLE' }
    const forgotten = await found({ ...usual, '/volumes': [volume] })
    expect(forgotten.at(-1)).toMatchObject({ state: 'bad', says: 'csi-pvc without a node' })
    expect((await states({ '/volumes': [volume], '/instances': [{ lifecycleState: 'RUNNING' }] })).at(-1)).toBe('good')
    expect((await states({ '/volumes': [{ ...volume, lifecycleState: 'TERMINATED' }] })).at(-1)).toBe('good')
  })
})
