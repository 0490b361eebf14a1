import { defineConfig } from 'vitest/config'

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    testTimeout: 30_000,
    // Whoever asks first for the told story waits while it is told.
    hookTimeout: 120_000,
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
        // Only this project needs the database cluster, so a run of pure tests starts none.
        test: {
          name: 'server',
          include: ['apps/{server,cli}/**/*.test.ts', 'e2e/**/*.test.ts'],
          globalSetup: 'apps/server/test/cluster.ts',
        },
      },
    ],
  },
})
