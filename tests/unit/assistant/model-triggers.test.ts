/** What a model says fires a flow besides the clock, and what it may spend. Hunts: a trigger that is dropped, a limit that nobody keeps. */
import { expect, it } from 'vitest';
import type { FlowDetail } from '../../../src/shared/domain/flow.ts';
import { priceWatch } from '../../support/eight-patterns.ts';
import { goodModel, goodOrchestrator, lastResult, workerName } from '../../support/good-model.ts';
import { modelAppOfFile } from '../../support/model-app.ts';
import { call, type ScriptedAnswer } from '../../support/model-server.ts';

const app = await modelAppOfFile();
const written = priceWatch('http://shop.example');
const sentence = 'Look at http://shop.example/product when a file comes into inbox';

function scheduled(flow: Record<string, unknown>): ScriptedAnswer {
  const { name, task, definition } = written;
  return call('schedule_flow', { worker_id: workerName, schedule: null, flow: { name, task, definition, ...flow } });
}

it('a flow with triggers and a budget is shown and set up with them', async () => {
  const flow = scheduled({
    triggers: [{ kind: 'file', path: 'inbox/*.csv', events: ['created'] }, { kind: 'wake' }],
    budget: {
      tool_calls_per_run: 20,
      tokens_per_day: 5_000,
      runs_per_day: 4,
      minutes_per_run: 10,
      when_reached: 'stop',
    },
  });
  app.begin(goodModel(written, (round) => [goodOrchestrator(written, 0), flow][round]));
  const { plan, flow: made } = await app.ask(sentence, '--approve');
  expect(plan?.schedule?.words).toBe('when inbox/*.csv appears; and every time the computer wakes from sleep');
  expect(plan?.budget.words).toEqual(
    expect.arrayContaining([
      expect.stringContaining('20'),
      'at most 4 runs a day',
      expect.stringContaining('10 minutes'),
    ]),
  );
  const { document } = await app.command('flow', 'show', made?.id ?? '');
  const { triggers } = document as unknown as FlowDetail;
  expect(triggers.map(({ spec }) => spec).sort((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { kind: 'file', path: 'inbox/*.csv', on: ['created'], settleMs: 2_000 },
    { kind: 'wake' },
  ]);
  const { document: file } = await app.command('flow', 'export', made?.id ?? '');
  expect(file).toMatchObject({
    budget: { perRun: { toolCalls: 20 }, perDay: { tokens: 5_000, runs: 4 }, minutesPerRun: 10, whenReached: 'stop' },
    definition: { TimeoutSeconds: 600 },
  });
});

it.each([
  ['a field of another kind', { triggers: [{ kind: 'wake', path: 'inbox' }] }, 'path'],
  ['a flow that is not there', { triggers: [{ kind: 'flow', flow: 'Nowhere' }] }, 'Nowhere'],
  ['a limit of nothing', { budget: { tokens_per_run: 0 } }, 'tokens_per_run'],
])('%s comes back to the model with its place', async (_what, wrong, place) => {
  let answered = '';
  app.begin(
    goodModel(written, (round, request) => {
      if (round === 0) return goodOrchestrator(written, 0);
      if (round === 1) return scheduled(wrong);
      if (round === 2) answered = JSON.stringify(lastResult(request));
      return round === 2 ? scheduled({}) : undefined;
    }),
  );
  await app.ask(sentence);
  expect(answered).toContain(place);
});
