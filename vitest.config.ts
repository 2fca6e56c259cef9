import { defineConfig } from 'vitest/config';

/** Kills and reopens, two years of firings, months of a demonstration: too long for every commit, part of `npm test`. */
const long = [
  'tests/unit/schedule/oracle.test.ts',
  'tests/unit/demo/demo.test.ts',
  'tests/unit/templates/templates.test.ts',
  'tests/unit/planner/planner-evals.test.ts',
  'tests/unit/files/killed-changes.test.ts',
  'tests/unit/store-user-tables/table-reader.test.ts',
  'tests/unit/triggers/file-trigger.test.ts',
  'tests/unit/agents/agent-{recovery,budgets}.test.ts',
  'tests/workflow/{crash-points,fork-crash-points,failing-disk}.test.ts',
];

export default defineConfig({
  test: {
    // One a processor: vitest would leave one idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/{unit,workflow,migrations,architecture,conformance}/**/*.test.{ts,tsx}'],
          exclude: long,
          environment: 'node',
          // Generous: a busy machine is no failure.
          testTimeout: 30_000,
        },
      },
      { test: { name: 'long', include: long, environment: 'node', testTimeout: 120_000 } },
      {
        test: {
          name: 'e2e',
          include: ['tests/{e2e,chaos}/**/*.test.ts'],
          environment: 'node',
          // A window, a session bus and a notification daemon for each that runs at the same time.
          globalSetup: 'tests/support/displays/open-displays.ts',
          setupFiles: 'tests/support/displays/use-display.ts',
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
