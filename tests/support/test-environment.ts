import { dataDirVariable } from './processes.ts';

/** The zone that everything the end-to-end tests start lives in: one with summer time, which UTC would hide. */
export const testTimezone = 'Europe/Berlin';

/** The environment of what a test starts on a data directory: the session's own, without the test runner's. */
export function testEnvironment(dataDir: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined && !/^(VITEST|NODE_OPTIONS|NODE_ENV|npm_|DEV|PROD|SSR|MODE|BASE_URL)/.test(name),
  ) as Array<[string, string]>;
  return { ...Object.fromEntries(inherited), TZ: testTimezone, [dataDirVariable]: dataDir };
}
