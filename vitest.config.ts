import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        // Pure: no I/O, no clock.
        test: {
          name: 'unit',
          include: ['src/{domain,workers,web,process}/**/*.test.ts', 'scripts/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        // The Pulumi program: pure derivations, and components under mocks.
        test: {
          name: 'infra',
          include: ['infra/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        // On a real PostgreSQL, started once for the run.
        test: {
          name: 'api',
          include: ['src/{server,local}/**/*.test.ts'],
          globalSetup: ['src/server/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
