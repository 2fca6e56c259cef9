/** Hunts for a call taken up again after a crash although it may have happened. */

import { describe, expect, it } from 'vitest';
import { openGate } from '../../../src/main/budgets/run-limits.ts';
import { createTaskExecutor } from '../../../src/main/workers/task-executor.ts';
import type { RunRecord } from '../../../src/main/workflow/ports.ts';
import type { JsonValue } from '../../../src/shared/json.ts';

const never = () => Promise.reject(new Error('not called'));
const executor = createTaskExecutor({
  broker: { call: never, runEnded: () => undefined },
  findWorker: () => undefined,
  runGate: openGate,
  admitCall: never,
  runAgent: never,
  runFlow: never,
  waitForApproval: never,
});

describe('what recovery may do with a call', () => {
  it.each<[string, JsonValue, string]>([
    ['worker:w/web_fetch', { url: 'https://shop.example/' }, 'pure'],
    ['worker:w/table_insert', { table: 't', row: { a: 1 } }, 'transactional'],
    ['worker:w/http_request', { url: 'https://api.example/' }, 'pure'],
    ['worker:w/http_request', { url: 'https://api.example/', method: 'POST' }, 'unsafe'],
    ['worker:w/http_request', { url: 'https://api.example/', method: 'POST', idempotencyKey: true }, 'idempotent'],
    ['worker:w/http_request', { url: 'https://api.example/', method: 'BREW' }, 'unsafe'],
    ['worker:w/http_request', null, 'unsafe'],
    ['worker:w/no_such_tool', {}, 'unsafe'],
    ['worker:w', {}, 'idempotent'],
    ['nobody', {}, 'unsafe'],
    ['flow:other', {}, 'idempotent'],
    ['approval', {}, 'idempotent'],
  ])('of %s with %j is that of %s', (resource, args, effect) => {
    expect(executor.effectOf({} as RunRecord, resource, args)).toBe(effect);
  });
});

it('a call of a run that has to be allowed first has not happened, whatever it is', () => {
  const waiting = createTaskExecutor({
    broker: { call: never, runEnded: () => undefined },
    findWorker: () => undefined,
    runGate: { waits: () => true, pass: never },
    admitCall: never,
    runAgent: never,
    runFlow: never,
    waitForApproval: never,
  });
  const post = { url: 'https://api.example/', method: 'POST' };
  expect(waiting.effectOf({} as RunRecord, 'worker:w/http_request', post)).toBe('idempotent');
});
