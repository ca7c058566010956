import { describe, expect, test } from 'vitest'
import { contentProblems, scratchCluster } from './restored-database.ts'

const store = { destinationPath: 's3://backups/postgres', endpointURL: 'https://x' }
const running = { spec: { imageName: 'pg:18', storage: { size: '10Gi' }, backup: { barmanObjectStore: store } } }

test('the scratch database comes out of the backups of the one that runs, and writes to none', () => {
  const made = scratchCluster(running)
  expect(made).toMatchObject({
    metadata: { name: 'backup-check', namespace: 'postgres' },
    spec: {
      imageName: 'pg:18',
      bootstrap: { recovery: { source: 'running' } },
      externalClusters: [{ name: 'running', barmanObjectStore: { ...store, serverName: 'postgres' } }],
    },
  })
  expect(made).not.toHaveProperty('spec.backup')
})

test('without backups there is nothing to restore', () => {
  expect(scratchCluster({ spec: { imageName: 'pg:18', storage: {} } })).toBeUndefined()
})

describe('what was restored', () => {
  const now = { users: 3, tasks: 40, migration: '20270101000000_x', changed: '2027-01-02T12:00:00Z' }

  test('is good when it lacks no more than a day', () => {
    expect(contentProblems({ ...now, tasks: 38, changed: '2027-01-01T13:00:00Z' }, now)).toEqual([])
  })

  test('is good where nobody has done anything yet', () => {
    const empty = { ...now, users: 0, tasks: 0, changed: null }
    expect(contentProblems(empty, empty)).toEqual([])
  })

  test('is not when it is empty or old', () => {
    expect(contentProblems({ users: 0, tasks: 0, migration: null, changed: null }, now)).toHaveLength(3)
    expect(contentProblems({ ...now, changed: '2026-12-31T12:00:00Z' }, now)).toEqual([
      'its last change is 48 hours older than that of the one that runs',
    ])
  })
})
