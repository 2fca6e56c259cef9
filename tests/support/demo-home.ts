/** A test's home with the demonstration in it: months of use to look at. Made once for all tests of a process, then copied. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { seedDemo } from '../demo/seed.ts';
import type { Home } from './home.ts';
import { testTimezone } from './test-environment.ts';

let seeded: Promise<string> | null = null;

export async function seedHome(home: Home): Promise<void> {
  seeded ??= seed();
  cpSync(await seeded, home.dataDir, { recursive: true });
}

async function seed(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'majordomo-demo-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const root = join(folder, 'data');
  await seedDemo(root, { timezone: testTimezone });
  return root;
}
