/**
 * `npm run conformance -- [--json] DIR…`: runs every case file under the folders (in the format of cases/README.md) through the
 * production engine and journal, and prints what passed, what failed with its first difference, and totals.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConformanceCase } from './case.ts';
import { runCase } from './run-case.ts';

export function caseFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const folders = args.filter((argument) => argument !== '--json');
  if (folders.length === 0) {
    process.stderr.write('Usage: npm run conformance -- [--json] DIR…\n');
    return 2;
  }
  const failed: Array<{ name: string; difference: string }> = [];
  let total = 0;
  for (const file of folders.flatMap(caseFiles)) {
    const testCase = JSON.parse(readFileSync(file, 'utf8')) as ConformanceCase;
    const difference = await runCase(testCase).catch(
      (error: unknown) =>
        `the runner broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    total += 1;
    if (difference !== null) failed.push({ name: testCase.name, difference });
    if (!json)
      process.stdout.write(
        difference === null ? `passed  ${testCase.name}\n` : `FAILED  ${testCase.name}\n        ${difference}\n`,
      );
  }
  const passed = total - failed.length;
  process.stdout.write(
    json ? `${JSON.stringify({ passed, total, failed })}\n` : `${passed} passed, ${failed.length} failed\n`,
  );
  return failed.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
