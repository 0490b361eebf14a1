import { defineConfig } from 'vitest/config'

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    testTimeout: 30_000,
    // Whoever asks first for the told story waits while it is told.
    hookTimeout: 120_000,
    // Left to itself, vitest keeps one of two cores for itself.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['packages/**/*.test.ts', 'scripts/**/*.test.ts', 'apps/{web,field}/**/*.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        // Only these two need the database cluster, so a run of pure tests starts none.
        test: {
          name: 'server',
          include: ['apps/{server,cli}/**/*.test.ts'],
          globalSetup: 'apps/server/test/cluster.ts',
        },
      },
      {
        extends: true,
        // A house, its database and its browsers already keep two cores busy: these wait for the others, and run alone.
        test: {
          name: 'browser',
          include: ['e2e/**/*.test.ts'],
          globalSetup: 'apps/server/test/cluster.ts',
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
