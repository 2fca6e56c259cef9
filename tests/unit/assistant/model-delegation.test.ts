/**
 * From a sentence to a plan with a model. Hunts: a flow that exists before it was approved, a plan that is not what was written, an
 * assistant that can spawn or an orchestrator that can do more than its four tools, a wrong definition that gets through, an honest
 * failure that sounds like success, a loop without an end.
 */
import { describe, expect, it } from 'vitest';
import { priceWatch } from '../../support/eight-patterns.ts';
import {
  goodModel,
  goodOrchestrator,
  isOrchestrator,
  lastResult,
  rounds,
  scheduleCall,
} from '../../support/good-model.ts';
import { modelAppOfFile } from '../../support/model-app.ts';
import { call, type ScriptedAnswer, say } from '../../support/model-server.ts';
import { worldOfTest } from '../../support/world.ts';

const app = await modelAppOfFile();

const orchestratorTools = ['spawn_worker', 'schedule_flow', 'list_flows', 'cancel_flow'];
const written = priceWatch('http://shop.example');
const sentence = 'Tell me every morning at 9 when http://shop.example/product is below $100, else log it';

/** A schedule_flow whose definition goes to a state that is not there. */
const broken: ScriptedAnswer = scheduleCall({
  ...written,
  definition: { StartAt: 'Nowhere', States: { Here: { Type: 'Succeed' } } },
});

describe('a good model', () => {
  it('comes to a plan card with steps, schedule, worker and effects, and nothing exists before the approval', async () => {
    app.begin(goodModel(written));
    const { plan, flow, reply } = await app.ask(sentence);
    expect({ flow, reply }).toEqual({
      flow: null,
      reply: 'I hand this over.\n\nHere is the plan. Nothing runs until you approve it.',
    });
    expect(plan).toMatchObject({
      status: 'proposed',
      name: 'Kettle price',
      request: sentence,
      flowText: written.flow,
      scheduleText: 'daily at 9am',
      schedule: { kind: 'cron', cron: '0 9 * * *' },
      workers: [{ name: 'hand', may: ['read shop.example', 'notify you', 'write to the table price_history'] }],
      effects: ['notifies you on this desktop', 'adds rows to price_history'],
      ifItFails: expect.stringContaining('Tries up to 3 times'),
    });
    expect((await app.command('flow', 'list')).document).toEqual([]);
    expect((await app.command('worker', 'list')).document).toEqual([]);
  });

  it('is approved exactly as shown', async () => {
    app.begin(goodModel(written));
    const { plan, flow } = await app.ask(sentence, '--approve');
    const { document } = await app.command('flow', 'export', flow?.id ?? '');
    expect(document).toMatchObject({
      name: plan?.name,
      definition: written.definition,
      workers: plan?.workers.map(({ name, tools, prompt }) => ({ name, tools, prompt })),
    });
  });

  it('shows its calls and the orchestrator’s below them, with arguments and results', async () => {
    app.begin(goodModel(written));
    await app.ask(sentence);
    const reply = app.messages().at(-1);
    expect(reply?.toolCalls.map(({ by, tool, status }) => [by, tool, status])).toEqual([
      ['assistant', 'delegate_to_orchestrator', 'succeeded'],
      ['orchestrator', 'spawn_worker', 'succeeded'],
      ['orchestrator', 'schedule_flow', 'succeeded'],
    ]);
    expect(reply?.toolCalls[0]?.arguments).toEqual({
      task: written.task,
      flow: written.flow,
      schedule: 'daily at 9am',
    });
    expect(reply?.toolCalls[1]?.result).toEqual({ worker_id: 'hand' });
  });

  it('asks with its history when the conversation goes on, and a new plan takes the old one’s place', async () => {
    app.begin(goodModel(written));
    await app.ask(sentence);
    const before = app.server.requests.length;
    app.server.script = goodModel(priceWatch('http://shop.example', 'daily at 8am'));
    const { plan } = await app.ask('make it 8am', '--continue');
    expect(app.server.requests[before]?.messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
    ]);
    expect(plan?.scheduleText).toBe('daily at 8am');
    expect(app.messages().flatMap((message) => message.plan?.status ?? [])).toEqual(['superseded', 'proposed']);
  });

  it('schedules a child flow and its caller as one plan', async () => {
    const child = { ...priceWatch('http://shop.example'), name: 'Check the kettle', schedule: null };
    const outer = {
      ...written,
      name: 'Twice',
      tools: [],
      definition: {
        StartAt: 'Check',
        States: { Check: { Type: 'Task', Resource: 'flow:Check the kettle', End: true } },
      },
    };
    app.begin(
      goodModel(outer, (round) => [goodOrchestrator(child, 0), scheduleCall(child), scheduleCall(outer)][round]),
    );
    const { plan, flow } = await app.ask(sentence, '--approve');
    expect(plan?.steps.map(({ parts }) => parts[1]?.text)).toEqual(['Check the kettle', 'Twice']);
    expect(flow?.name).toBe('Twice');
    expect(await app.statuses()).toEqual({ 'Check the kettle': 'on', Twice: 'on' });
  });

  it('hands a whole step to a worker, with the form of its result and its bounds', async () => {
    process.env.MAJORDOMO_MODEL = 'scripted';
    const judged = {
      ...written,
      tools: ['web_fetch', 'extract'],
      definition: {
        StartAt: 'Judge',
        States: { Judge: { Type: 'Task', Resource: 'worker:hand', Arguments: {}, End: true } },
      },
    };
    const agent = {
      output_schema: { type: 'object', properties: { good: { type: 'boolean' } } },
      max_rounds: 4,
      tokens: 9_000,
    };
    app.begin(
      goodModel(judged, (round) =>
        round === 0
          ? call('spawn_worker', {
              name: 'hand',
              tools: [{ tool: 'web_fetch', limits: { hosts: ['shop.example'] } }, 'extract'],
              prompt: 'Judge.',
              agent,
            })
          : undefined,
      ),
    );
    const { plan, reply } = await app.ask(sentence);
    delete process.env.MAJORDOMO_MODEL;
    expect(plan?.workers, reply).toMatchObject([
      {
        tools: [{ tool: 'web_fetch', limits: { hosts: ['shop.example'] } }, { tool: 'extract' }],
        agent: { outputSchema: agent.output_schema, maxRounds: 4, budget: { tokens: 9_000 } },
      },
    ]);
  });

  it('replaces a flow: the old one ends when the plan is approved, not before', async () => {
    app.begin(goodModel(written));
    const { flow: old } = await app.ask(sentence, '--approve');
    app.server.script = goodModel({ ...written, name: 'Kettle price 2' }, (round) =>
      round === 2 ? call('cancel_flow', { flow_id: old?.id }) : undefined,
    );
    const { plan } = await app.ask('Replace my price watch', '--continue');
    expect(plan?.effects).toContain('ends the flow “Kettle price”');
    expect(await app.statuses()).toEqual({ 'Kettle price': 'on' });
    await app.app.assistant.approve(plan?.id ?? '');
    expect(await app.statuses()).toEqual({ 'Kettle price': 'cancelled', 'Kettle price 2': 'on' });
  });
});

describe('the hierarchy', () => {
  it('is in what each is given: the assistant cannot spawn, the orchestrator has its four tools', async () => {
    app.begin(goodModel(written));
    await app.ask(sentence);
    for (const request of app.server.requests)
      if (isOrchestrator(request)) expect(request.tools).toEqual(orchestratorTools);
      else {
        expect(request.tools).toEqual(expect.arrayContaining(['delegate_to_orchestrator', 'web_fetch', 'notify']));
        expect(request.tools.filter((name) => orchestratorTools.includes(name))).toEqual([]);
      }
  });

  it.each([
    [
      'the assistant spawns',
      (): ReturnType<typeof goodModel> => (request) =>
        rounds(request) === 0 ? call('spawn_worker', { name: 'x', tools: [], prompt: 'x' }) : say('I could not.'),
      'assistant',
      'spawn_worker',
    ],
    [
      'the orchestrator fetches',
      () =>
        goodModel(written, (round) =>
          round === 0
            ? call('web_fetch', { url: 'http://evil.example' })
            : round === 1
              ? goodOrchestrator(written, 0)
              : round === 2
                ? goodOrchestrator(written, 1)
                : undefined,
        ),
      'orchestrator',
      'web_fetch',
    ],
  ] as const)('a call beyond it is refused, recorded and shown: %s', async (_what, script, by, tool) => {
    app.begin(script());
    await app.ask(sentence);
    const shown = app
      .messages()
      .at(-1)
      ?.toolCalls.find((candidate) => candidate.tool === tool);
    expect(shown).toMatchObject({ by, status: 'failed', result: { error: { code: 'Tool.Unknown' } } });
    expect(app.app.db.prepare('SELECT worker, tool FROM refusals').all()).toEqual([{ worker: by, tool }]);
    expect((await app.command('worker', 'list')).document).toEqual([]);
  });
});

describe('a bad model', () => {
  it('with an invalid definition gets the problems back with their place, and may repair', async () => {
    app.begin(goodModel(written, (round) => [undefined, broken, broken, broken, scheduleCall(written)][round]));
    const { plan } = await app.ask(sentence);
    expect(plan?.name).toBe('Kettle price');
    const told = app.server.requests.filter(isOrchestrator).map(lastResult);
    expect(told[2]).toContain('"path":"/StartAt"');
    expect(told[2]).toContain('Nowhere');
  });

  it('that never mends its definition ends honestly: no plan, and the problem said whatever the model says', async () => {
    app.begin((request) => {
      if (isOrchestrator(request)) return rounds(request) === 0 ? goodOrchestrator(written, 0) : broken;
      return rounds(request) === 0 ? goodModel(written)(request) : say('All is set up!');
    });
    const { plan, reply, flow } = await app.ask(sentence, '--approve');
    expect({ plan, flow }).toEqual({ plan: null, flow: null });
    expect(reply).toContain('Nothing was set up.');
    expect(reply).toContain('Nowhere');
    expect(app.server.requests.filter(isOrchestrator)).toHaveLength(5);
    expect((await app.command('flow', 'list')).document).toEqual([]);
  });

  it.each([
    ['arguments that are not JSON', { calls: [{ name: 'spawn_worker', arguments: '{"name": "hand", ' }] }, 'not JSON'],
    ['arguments of the wrong kind', call('spawn_worker', { name: 'hand', tools: 'all', prompt: 'x' }), 'tools'],
    [
      'a tool that there is not',
      call('spawn_worker', { name: 'hand', tools: ['web_fetsh'], prompt: 'x' }),
      "Did you mean 'web_fetch'?",
    ],
    [
      'a schedule that nobody understands',
      scheduleCall({ ...written, schedule: 'whenever the moon sings' }),
      'schedule:',
    ],
    [
      'a tool outside the worker’s grant',
      scheduleCall({
        ...written,
        definition: {
          StartAt: 'Run',
          States: { Run: { Type: 'Task', Resource: 'worker:hand/system_info', Arguments: {}, End: true } },
        },
      }),
      'is not granted',
    ],
  ] as const)('is told what is wrong with %s, and goes on', async (_what, wrong, words) => {
    app.begin(
      goodModel(
        written,
        (round) =>
          [goodOrchestrator(written, 0), wrong as ScriptedAnswer, goodOrchestrator(written, 0), scheduleCall(written)][
            round
          ],
      ),
    );
    const { plan } = await app.ask(sentence);
    expect(plan?.name).toBe('Kettle price');
    expect(lastResult(app.server.requests.filter(isOrchestrator)[2] ?? fail())).toContain(words);
  });

  it('that names a host its own steps do not keep to is told so', async () => {
    const elsewhere = { tool: 'web_fetch', limits: { hosts: ['other.example'] } };
    app.begin(
      goodModel(
        written,
        (round) =>
          [
            goodOrchestrator({ ...written, tools: [elsewhere, ...written.tools.slice(1)] }, 0),
            scheduleCall(written),
            goodOrchestrator(written, 0),
            scheduleCall(written),
          ][round],
      ),
    );
    const { plan } = await app.ask(sentence);
    expect(lastResult(app.server.requests.filter(isOrchestrator)[2] ?? fail())).toContain('limit-too-narrow');
    expect(plan?.workers[0]?.tools[0]).toEqual({ tool: 'web_fetch', limits: { hosts: ['shop.example'] } });
  });

  it('that grants more than the steps need is cut down to it, and the card says so', async () => {
    app.begin(goodModel({ ...written, tools: [...written.tools, 'file_write', 'system_info'] }));
    const { plan } = await app.ask(sentence);
    expect(plan?.workers[0]?.tools.map(({ tool }) => tool)).toEqual(['web_fetch', 'extract', 'notify', 'table_insert']);
    expect(plan?.assumptions).toEqual([
      'hand was not given file_write: no step uses it.',
      'hand was not given system_info: no step uses it.',
    ]);
  });

  it('that calls tools without end is stopped', async () => {
    app.begin(() => call('system_info', {}));
    const { error } = await app.ask('How is the machine?');
    expect(error?.code).toBe('Model.TooManyRounds');
    expect(app.server.requests).toHaveLength(12);
    expect(app.messages().at(-1)?.status).toBe('failed');
  });

  it('whose orchestrator lists flows without end is stopped, and nothing is set up', async () => {
    app.begin(goodModel(written, () => call('list_flows')));
    const { plan, reply } = await app.ask(sentence);
    expect(plan).toBeNull();
    expect(reply).toContain('Nothing was set up.');
    expect(app.server.requests.filter(isOrchestrator)).toHaveLength(16);
  });

  it('that promises without scheduling anything is contradicted', async () => {
    app.begin(goodModel(written, () => say('Everything is scheduled.')));
    const { plan, reply } = await app.ask(sentence);
    expect(plan).toBeNull();
    expect(reply).toContain('The orchestrator wrote no flow');
  });
});

it('what the approved flow does costs no token', async () => {
  const world = await worldOfTest({ price: 129 });
  app.begin(goodModel(priceWatch(world.base)));
  const { flow } = await app.ask(sentence, '--approve');
  const paid = { ...app.server.tokens };
  const before = app.server.requests.length;
  for (let run = 0; run < 10; run++)
    expect((await app.command('flow', 'run', flow?.id ?? '')).document).toMatchObject({ status: 'SUCCEEDED' });
  expect({ tokens: app.server.tokens, requests: app.server.requests.length }).toEqual({
    tokens: paid,
    requests: before,
  });
  expect((await app.command('table', 'list')).document).toEqual([{ name: 'price_history', rows: 10 }]);
  const { total, spentByRuns } = usage();
  expect(total).toBe(paid.input + paid.output);
  expect(spentByRuns).toBe(0);

  function usage() {
    const sum = 'SELECT coalesce(sum(input_tokens + output_tokens), 0) AS tokens FROM usage';
    const of = (sql: string) => (app.app.db.prepare(sql).get() as { tokens: number }).tokens;
    return { total: of(sum), spentByRuns: of(`${sum} WHERE run_id IS NOT NULL`) };
  }
});

function fail(): never {
  throw new Error('the orchestrator was not asked that often');
}
