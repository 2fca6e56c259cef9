/** Changes in words to the plan spoken of, and to flows by their names. Hunts: an edit taken for a request, a lost part of the old one. */
import { describe, expect, it } from 'vitest';
import { plannerAnswers } from '../../../src/main/assistant/planner-answers.ts';
import type { FlowDraft } from '../../../src/main/flows/flow-draft.ts';

const request =
  'Check http://shop.example/product daily at 9am. If the price is below $100 notify me, else log it to the table price_log';
const steps =
  'fetch http://shop.example/product and read its price → if price < $100 notify me, else log price to the table "price_log"';
const empty = {
  timezone: 'UTC',
  nowMs: Date.parse('2026-11-22T09:00:00Z'),
  flows: [],
  keys: [],
  pending: null,
  plan: null,
};

function first(): FlowDraft {
  const { draft } = plannerAnswers.reply(request, empty);
  if (!draft) throw new Error('the first request is understood');
  return draft;
}

function afterSaying(words: string) {
  const { schedule, name } = first();
  const plan = { request, schedule, name, flowId: null, decided: false };
  const flow = {
    id: 'f1',
    name: 'Kettle watch',
    task: 'watches',
    status: 'on',
    scheduleWords: null,
    request,
    schedule,
  };
  return plannerAnswers.reply(words, { ...empty, flows: [flow], plan });
}

describe('a change to the plan spoken of', () => {
  for (const [words, cron] of [
    ['make it 8am instead', '0 8 * * *'],
    ['no, at 10', '0 10 * * *'],
    ['actually, every weekday at 7:30', '30 7 * * 1-5'],
    ['change it to hourly', '0 * * * *'],
    ['reschedule it to noon', '0 12 * * *'],
    ['run it every Monday at 8', '0 8 * * 1'],
  ] as const)
    it(`${words}: another schedule, the same steps`, () => {
      const { draft, replaces } = afterSaying(words);
      expect(draft).toMatchObject({ flowText: steps, schedule: { kind: 'cron', cron } });
      expect(draft?.changes).toBeUndefined();
      expect(replaces).toBe(true);
    });

  for (const [words, limit] of [
    ['make it $80', '$80'],
    ['use 80 instead', '$80'],
    ['$120 instead of $100', '$120'],
    ['change the limit from $100 to $70', '$70'],
  ] as const)
    it(`${words}: another limit`, () => {
      expect(afterSaying(words).draft).toMatchObject({
        flowText: steps.replace('$100', limit),
        schedule: { cron: '0 9 * * *' },
      });
    });

  for (const words of ['also log it to prices.csv', 'log it to prices.csv too'])
    it(`${words}: one more thing`, () => {
      expect(afterSaying(words).draft).toMatchObject({
        flowText: `${steps} → append price to the file "prices.csv"`,
        schedule: { cron: '0 9 * * *' },
      });
    });

  it('may be its name alone', () => {
    expect(afterSaying('call it Price of the kettle').draft).toMatchObject({
      name: 'Price of the kettle',
      flowText: steps,
    });
  });

  it('is none when it is a request of its own, or a command', () => {
    expect(afterSaying('Remind me to stretch every hour').replaces).toBeUndefined();
    expect(afterSaying('pause the kettle watch').command).toEqual({ name: 'pause', flowId: 'f1' });
  });

  it('that cannot be made leaves no draft', () => {
    expect(afterSaying('also send it to Slack').draft).toBeNull();
  });
});

describe('a change to a flow by its name', () => {
  it('is a new version of that flow', () => {
    expect(afterSaying('change the kettle watch to 7am').draft).toMatchObject({
      name: 'Kettle watch',
      changes: { flowId: 'f1' },
      flowText: steps,
      schedule: { cron: '0 7 * * *' },
    });
  });
});
