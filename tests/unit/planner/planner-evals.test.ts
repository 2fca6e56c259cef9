/** Requests in everyday words, to what one run of their flow does. Hunts: flows that validate and do something else than was said. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DraftFlow, understand, writeFlow } from '../../../src/main/planner/index.ts';
import { validateDefinition } from '../../../src/main/workflow/validate/validate.ts';
import type { JsonValue } from '../../../src/shared/json.ts';
import { worldOfTest } from '../../support/world.ts';
import type { World } from '../../support/world-server.ts';
import { type Load, type Simulated, simulate } from './simulate.ts';

interface Expected {
  notified?: boolean | number;
  notifiedContains?: string[];
  notNotifiedContains?: string[];
  tableRows?: Record<string, number>;
  anyTableRows?: number;
  requests?: Record<string, number>;
  fileLines?: Record<string, number>;
  fileContains?: Record<string, string[]>;
  files?: string[];
  noFile?: string;
  asks?: string[];
  noFlow?: boolean;
  saysWhatItCannot?: boolean;
  runs?: number;
}
interface Case {
  id: string;
  text: string;
  world: World & Load;
  schedule?: { cron?: string };
  expect: Expected;
}

const context = { timezone: 'Europe/Berlin', nowMs: Date.parse('2026-11-22T10:00:00Z') };

for (const file of ['planner-sample', 'planner-own']) {
  const cases = JSON.parse(readFileSync(new URL(`../../evals/${file}.json`, import.meta.url), 'utf8')) as Case[];
  describe(`the requests of ${file}.json`, () => {
    it.each(cases.map((one) => [one.id, one.text, one] as const))('%s: %s', async (_id, _text, one) => {
      const world = await worldOfTest({ ...one.world });
      const text = one.text.replaceAll('{base}', world.base);
      const understood = understand(text, { ...context, flows: [], pending: null });
      if (one.expect.noFlow === true) {
        expect(understood.kind).not.toBe('flow');
        expectRefusal(understood, one.expect);
        return;
      }
      expect(understood).toMatchObject({ kind: 'flow' });
      if (understood.kind !== 'flow') return;
      const draft = writeFlow(understood.request, context);
      expect(problemsOf(draft)).toEqual([]);
      if (one.schedule !== undefined) expect(draft.schedule).toMatchObject(one.schedule);
      expect(
        understand(`${draft.flowText}; ${draft.scheduleText ?? ''}`, { ...context, flows: [], pending: null }),
      ).toMatchObject({ kind: 'flow', request: understood.request });
      const seen = await simulate(draft, one.expect.runs ?? 1, one.world);
      expect(seen.ends.map(({ status, error, cause }) => [status, error, cause])).toEqual(
        seen.ends.map(() => ['SUCCEEDED', null, null]),
      );
      expectEffects(seen, one.expect);
      for (const [path, count] of Object.entries(one.expect.requests ?? {}))
        expect(world.requests[path] ?? 0).toBe(count);
    });
  });
}

function problemsOf(draft: DraftFlow): JsonValue {
  return validateDefinition(draft.definition as unknown as JsonValue) as unknown as JsonValue;
}

function expectRefusal(understood: ReturnType<typeof understand>, expected: Expected): void {
  const reply = 'reply' in understood ? (understood.reply ?? '').toLowerCase() : '';
  if (expected.asks !== undefined) {
    expect(understood.kind).toBe('asks');
    expect(
      expected.asks.some((word) => reply.includes(word)),
      reply,
    ).toBe(true);
  }
  if (expected.saysWhatItCannot === true) expect(understood.kind).toBe('not-understood');
}

function expectEffects(seen: Simulated, expected: Expected): void {
  const said = seen.notifications.map(({ title, body }) => `${title}\n${body}`);
  if (expected.notified === true) expect(said.length).toBeGreaterThan(0);
  if (expected.notified === false) expect(said).toEqual([]);
  if (typeof expected.notified === 'number') expect(said).toHaveLength(expected.notified);
  for (const part of expected.notifiedContains ?? []) expect(said.join('\n')).toContain(part);
  for (const part of expected.notNotifiedContains ?? []) expect(said.join('\n')).not.toContain(part);
  for (const [table, rows] of Object.entries(expected.tableRows ?? {}))
    expect(seen.tables[table] ?? []).toHaveLength(rows);
  if (expected.anyTableRows !== undefined)
    expect(Object.values(seen.tables).flat()).toHaveLength(expected.anyTableRows);
  for (const [path, lines] of Object.entries(expected.fileLines ?? {}))
    expect((seen.files[path] ?? '').split('\n').filter((line) => line !== '')).toHaveLength(lines);
  for (const [path, parts] of Object.entries(expected.fileContains ?? {}))
    for (const part of parts) expect(seen.files[path] ?? '').toContain(part);
  for (const path of expected.files ?? []) expect(Object.keys(seen.files)).toContain(path);
  if (expected.noFile !== undefined) expect(Object.keys(seen.files)).not.toContain(expected.noFile);
}
