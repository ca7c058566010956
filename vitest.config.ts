import { configDefaults, defineConfig } from 'vitest/config'

/** What needs a real sidecar, broker or API server. */
const integration = '**/*.integration.test.ts'
const exclude = [...configDefaults.exclude, integration]

export default defineConfig({
  test: {
    projects: [
      {
        // Pure: no I/O, no clock.
        test: {
          name: 'unit',
          exclude,
          include: ['src/{domain,workers,web,process}/**/*.test.ts', 'scripts/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        // The Pulumi program: pure derivations, and components under mocks.
        test: {
          name: 'infra',
          exclude,
          include: ['infra/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        // On a real PostgreSQL, started once for the run.
        test: {
          name: 'api',
          exclude,
          include: ['src/{server,local}/**/*.test.ts'],
          globalSetup: ['src/server/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        // With real sidecars on a real PostgreSQL and a real broker, which the files share: one after the other.
        test: {
          name: 'integration',
          include: ['src/**/*.integration.test.ts'],
          globalSetup: ['src/server/testing/global-setup.ts', 'src/local/testing/broker-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
