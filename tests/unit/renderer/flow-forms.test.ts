/** Policies, budgets and triggers as forms. Hunts: a field that is lost on the way, a mistake that is not said at its field. */
import { describe, expect, it } from 'vitest';
import { budgetFormOf, budgetOf } from '../../../src/renderer/lib/budget-form.ts';
import { policiesFormOf, policiesOf } from '../../../src/renderer/lib/schedule/policies-form.ts';
import { newTrigger, triggerOf } from '../../../src/renderer/lib/trigger-form.ts';
import { flowBudget } from '../../../src/shared/domain/budget.ts';
import { defaultPolicies } from '../../../src/shared/domain/schedule.ts';
import { triggerSpec } from '../../../src/shared/domain/trigger.ts';

describe('policies', () => {
  it('come back as they were', () => {
    const policies = { ...defaultPolicies, misfire: 'all', misfireWindowMs: 5_400_000, overlap: 'queue' } as const;
    expect(policiesOf(policiesFormOf(policies))).toEqual({ ok: true, policies });
  });

  it.each([
    ['windowHours', { windowHours: 'soon' }],
    ['cap', { cap: '0' }],
    ['retries', { retries: '11' }],
    ['pauseAfter', { pauseAfter: '-1' }],
  ])('say what is wrong at %s', (field, change) => {
    const read = policiesOf({ ...policiesFormOf(defaultPolicies), ...change });
    expect(read.ok ? [] : Object.keys(read.problems)).toEqual([field]);
  });
});

describe('budgets', () => {
  it('come back as they were, and no field is no limit', () => {
    const budget = flowBudget.parse({
      perRun: { toolCalls: 20, tokens: 5_000 },
      perDay: { money: 0.5, runs: 3 },
      minutesPerRun: 30,
      whenReached: 'stop',
    });
    expect(budgetOf(budgetFormOf(budget))).toEqual({ ok: true, budget });
    expect(budgetOf(budgetFormOf({ whenReached: 'ask' }))).toEqual({ ok: true, budget: { whenReached: 'ask' } });
  });

  it.each([
    ['minutesPerRun', '0'],
    ['perRun.toolCalls', '1.5'],
    ['perDay.tokens', 'many'],
    ['perRun.money', '-1'],
    ['perDay.runs', '0'],
  ] as const)('say what is wrong at %s', (field, typed) => {
    const form = budgetFormOf({ whenReached: 'ask' });
    const read = budgetOf({ ...form, fields: { ...form.fields, [field]: typed } });
    expect(read.ok ? [] : Object.keys(read.problems)).toEqual([field]);
  });
});

describe('triggers', () => {
  it.each([
    { ...newTrigger, path: ' inbox/*.csv ' },
    { ...newTrigger, kind: 'flow', flow: 'flow_1', ended: 'failed' },
    { ...newTrigger, kind: 'webhook', hmac: true },
    { ...newTrigger, kind: 'wake' },
  ] as const)('of each kind are what main takes: $kind', (form) => {
    const read = triggerOf(form);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(triggerSpec.parse(read.spec)).toEqual(read.spec);
  });

  it('of files say each thing that is missing at its field', () => {
    const read = triggerOf({ ...newTrigger, events: [], settleSeconds: '' });
    expect(read.ok ? [] : Object.keys(read.problems).sort()).toEqual(['on', 'path', 'settle']);
    expect(triggerOf({ ...newTrigger, kind: 'flow' })).toMatchObject({
      ok: false,
      problems: { flow: expect.any(String) },
    });
  });
});
