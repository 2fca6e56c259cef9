/** The demonstration's data. Hunts: a story that no longer has what the pictures and the tests of the pages are to show. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { dataDirAt } from '../../../src/main/data-dir.ts';
import { openDatabase } from '../../../src/main/store/database.ts';
import { all } from '../../../src/main/store/sql.ts';
import { seedDemo } from '../../demo/seed.ts';

it('has every kind of ending a run, a firing and a question can have', async () => {
  const root = mkdtempSync(join(tmpdir(), 'majordomo-demo-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  await seedDemo(root, { timezone: 'Europe/Berlin', endMs: Date.parse('2026-11-22T12:40:00Z') });
  const db = openDatabase(dataDirAt(root).database);
  onTestFinished(() => void db.close());
  const kinds = (table: string, column: string): unknown[] =>
    all<{ kind: unknown }>(db, `SELECT DISTINCT ${column} AS kind FROM ${table} ORDER BY 1`).map(({ kind }) => kind);
  expect({
    runs: kinds('runs', 'status'),
    occurrences: kinds('occurrences', 'status'),
    approvals: kinds('approvals', 'status'),
    flows: kinds('scheduled_flows', 'status'),
    notifications: kinds('notifications', 'kind'),
    deliveries: kinds('notifications', 'delivery'),
    triggers: kinds('triggers', 'kind'),
    usedBy: kinds('usage', 'role'),
    versions: kinds('flow_versions', 'version'),
    fileChanges: kinds('file_changes', 'kind'),
  }).toEqual({
    runs: ['FAILED', 'PARKED', 'SUCCEEDED'],
    occurrences: ['failed', 'late', 'missed', 'parked', 'ran', 'skipped'],
    approvals: ['approved', 'denied', 'expired', 'pending'],
    flows: ['cancelled', 'on', 'paused'],
    notifications: ['approval', 'failed', 'fired', 'flow'],
    deliveries: ['failed', 'shown'],
    triggers: ['file', 'flow'],
    usedBy: ['assistant', 'worker'],
    versions: [1, 2, 3],
    fileChanges: ['append'],
  });
}, 60_000);
