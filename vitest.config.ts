import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/{unit,workflow,migrations,architecture,conformance}/**/*.test.{ts,tsx}'],
          environment: 'node',
          // Generous: a busy machine is no failure.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/{e2e,chaos}/**/*.test.ts'],
          environment: 'node',
          // One window, one notification daemon: the tests take turns.
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        test: {
          // Makes docs/screenshots; run by hand (`npm run screenshots`), not a test of anything.
          name: 'screenshots',
          include: ['tests/screenshots/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
