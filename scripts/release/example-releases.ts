import type { Deployment, Release } from '../../src/domain/release.ts'

/** A release for tests; `seed` is a hexadecimal digit that tells it from others. */
export const exampleRelease = (seed: string, more: Partial<Release> = {}): Release => ({
  id: seed.repeat(12),
  commit: seed.repeat(40),
  version: '1.0.0',
  images: { web: `registry.example.org/web@sha256:${seed.repeat(64)}` },
  schema: '20270101000000_first',
  breaking: null,
  ...more,
})

export const exampleDeployment = (release: Release, outcome: Deployment['outcome'] = 'good'): Deployment => ({
  release,
  outcome,
  kind: 'deploy',
  at: '2027-01-01T00:00:00.000Z',
})
