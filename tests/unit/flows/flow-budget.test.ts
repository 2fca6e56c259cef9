/** What a plan says of its cost, and what stands in for a model in a dry run. Hunts: a plan that hides a step that asks a model. */
import { describe, expect, it } from 'vitest';
import { dryAnswer } from '../../../src/main/agents/dry-answer.ts';
import { planBudget, withTimeLimit } from '../../../src/main/flows/flow-budget.ts';
import { resourceChecker } from '../../../src/main/workers/resource-check.ts';
import { validateDefinition } from '../../../src/main/workflow/validate/validate.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import { thinker, thinkFlow } from '../../support/agent-world.ts';

const plain: StateMachine = { StartAt: 'End', States: { End: { Type: 'Succeed' } } };
const inside: StateMachine = {
  StartAt: 'Each',
  States: { Each: { Type: 'Map', ItemProcessor: thinkFlow(), End: true } },
};

describe('the budget of a plan', () => {
  it('is 0 tokens and no words where nothing asks a model', () => {
    expect(planBudget({ definition: plain, workers: [] }, { tokens: 1_000 })).toEqual({ tokensPerRun: 0, words: [] });
  });

  it('names who asks a model, also inside a Map, and the usual limit', () => {
    expect(planBudget({ definition: inside, workers: [thinker()] }, { tokens: 200_000 })).toEqual({
      tokensPerRun: 200_000,
      words: ['asks a model as thinker', 'at most 200,000 tokens a run', 'asks you before it goes over'],
    });
  });

  it('says what was agreed in place of the usual limit', () => {
    const budget = {
      perRun: { money: 0.5, toolCalls: 1 },
      perDay: { tokens: 9, runs: 3 },
      minutesPerRun: 5,
      whenReached: 'stop',
    } as const;
    const workers = [thinker([], { budget: { tokens: 7 } })];
    expect(planBudget({ definition: inside, workers, budget }, { tokens: 200_000 })).toEqual({
      tokensPerRun: null,
      words: [
        'asks a model as thinker',
        'at most $0.50 a run',
        'at most 1 tool call a run',
        'at most 3 runs a day',
        'at most 9 tokens a day',
        'at most 7 tokens a step of thinker',
        'at most 5 minutes a run',
        'stops when that is reached',
        'further firings of the day are skipped',
      ],
    });
    expect(withTimeLimit({ ...plain, TimeoutSeconds: 60 }, budget).TimeoutSeconds).toBe(60);
  });
});

describe('an agent step that is judged', () => {
  const codes = (worker: Parameters<typeof resourceChecker>[0][number], hasModel: boolean | null) =>
    validateDefinition(thinkFlow(), { checkResource: resourceChecker([worker], null, hasModel) }).map(
      ({ code }) => code,
    );

  it('needs its worker, a model, a prompt and a schema that is one', () => {
    expect(codes(thinker(), true)).toEqual([]);
    expect(codes(thinker(), null)).toEqual([]);
    expect(codes(thinker(), false)).toEqual(['no-model']);
    expect(codes({ ...thinker(), name: 'thinkers' }, true)).toEqual(['unknown-worker']);
    expect(codes({ ...thinker(), prompt: ' ' }, true)).toEqual(['no-prompt']);
    expect(codes(thinker([], { outputSchema: { type: 'objekt' } }), true)).toEqual(['bad-output-schema']);
  });
});

describe('a made-up answer', () => {
  it('has the form of the schema', () => {
    expect(dryAnswer(thinker())).toEqual({ text: '(what the model would say)' });
    const outputSchema = {
      type: 'object',
      properties: {
        kind: { enum: ['good', 'bad'] },
        price: { type: 'number', minimum: 1 },
        tags: { type: 'array', items: { type: 'string' } },
        sure: { anyOf: [{ type: 'boolean' }, { type: 'null' }] },
      },
    };
    expect(dryAnswer(thinker([], { outputSchema }))).toEqual({
      kind: 'good',
      price: 1,
      tags: ['(what the model would say)'],
      sure: false,
    });
  });
});
