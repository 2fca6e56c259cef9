/**
 * Everything by terminal only, without a display. Hunts: a wrong exit code, a second document or a log line on stdout, an error
 * without a remedy, an approval nobody gave, a flow that does not come back from its own export.
 */
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FlowDetail, FlowSummary } from '../../src/shared/domain/flow.ts';
import type { Plan } from '../../src/shared/domain/plan.ts';
import type { RunDetail } from '../../src/shared/domain/run.ts';
import { runJson, runNpmCli } from '../support/cli.ts';
import { fetchFlow, rowFlow, waitFlow } from '../support/flow-files.ts';
import { homeOfFile, homeOfTest } from '../support/home.ts';
import { DesktopNotifications } from '../support/notifications.ts';
import { worldOfFile } from '../support/world.ts';

const server = await worldOfFile({ price: 89.5 });
const { base, world } = server;
const priceRequest = `Check ${base}/product daily at 9am. If the price is below $100 notify me, else log it to the table price_log`;

interface Asked {
  reply: string;
  plan: Plan | null;
  asks: string[];
  flow: { id: string; name: string; schedule: unknown } | null;
}
interface Ended {
  runId: string;
  status: string;
  output: unknown;
  error: string | null;
  cause: string | null;
}
interface ErrorDocument {
  error: { code: string; message: string; data: Record<string, unknown> };
}

describe('the main job', () => {
  const home = homeOfFile();
  let flowId = '';

  it('ask --approve sets the flow up and prints the reply, the plan and the flow with its next firings', async () => {
    const { exitCode, json } = await home.json<Asked>('ask', priceRequest, '--approve');
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({
      asks: [],
      plan: { status: 'approved', effects: ['notifies you on this desktop', 'adds rows to price_log'] },
      flow: { schedule: { kind: 'cron', cron: '0 9 * * *', timezone: 'Europe/Berlin' } },
    });
    expect(json.plan?.schedule?.next).toHaveLength(5);
    expect(json.plan?.schedule?.next[0]).toMatch(/T09:00:00\+0[12]:00$/);
    flowId = json.flow?.id ?? '';
  });

  it('flow run at $89.50 succeeds with exit code 0 and one desktop notification that names the price', async () => {
    const notifications = new DesktopNotifications();
    const { exitCode, json } = await home.json<Ended>('flow', 'run', flowId);
    expect({ exitCode, status: json.status, error: json.error }).toEqual({
      exitCode: 0,
      status: 'SUCCEEDED',
      error: null,
    });
    const shown = await notifications.waitFor('89.5');
    expect(notifications.list()).toEqual([shown]);

    const { json: run } = await home.json<RunDetail>('run', 'show', json.runId);
    expect(run.effects.map(({ tool, simulated }) => ({ tool, simulated }))).toEqual([
      { tool: 'notify', simulated: false },
    ]);
    expect(run.notifications).toEqual([{ title: shown.title, body: shown.body }]);
    expect(run).not.toHaveProperty('events');
  });

  it('at $129 table query prints exactly one row, with the price as a number, and run show --events its history', async () => {
    world.price = 129;
    const { json } = await home.json<Ended>('flow', 'run', flowId);
    const table = await home.json<{ columns: string[]; rows: Array<Record<string, unknown>> }>(
      'table',
      'query',
      'price_log',
    );
    expect(table.exitCode).toBe(0);
    expect(table.json.rows).toEqual([expect.objectContaining({ price: 129 })]);
    expect(table.json.columns).toEqual(Object.keys(table.json.rows[0] ?? {}));

    const { json: run } = await home.json<RunDetail>('run', 'show', json.runId, '--events');
    expect(run.notifications).toEqual([]);
    expect(run.events.map(({ type, state }) => (state === null ? type : `${type} ${state}`))).toEqual(
      expect.arrayContaining(['ExecutionStarted', 'TaskSucceeded Add a row to price_log', 'ExecutionSucceeded']),
    );
    expect(run.events.map(({ seq }) => seq)).toEqual(run.events.map((_, index) => index + (run.events[0]?.seq ?? 0)));
  });

  it('the same in words names the plan, the firings and the runs', async () => {
    const [listed, shown, runs, table] = [
      await home.cli('flow', 'list'),
      await home.cli('flow', 'show', flowId),
      await home.cli('run', 'list'),
      await home.cli('table', 'query', 'price_log'),
    ];
    expect(listed.stdout).toContain('Every day at 09:00');
    expect(shown.stdout).toContain('price checker may read');
    expect(runs.stdout.match(/SUCCEEDED/g)).toHaveLength(2);
    expect(table.stdout).toContain('129');
  });

  it('--dry-run describes the effects and makes none', async () => {
    const notifications = new DesktopNotifications();
    world.price = 20;
    const { exitCode, json } = await home.json<Ended & { effects: Array<{ tool: string; summary: string }> }>(
      'flow',
      'run',
      flowId,
      '--dry-run',
    );
    expect({ exitCode, status: json.status, tools: json.effects.map(({ tool }) => tool) }).toEqual({
      exitCode: 0,
      status: 'SUCCEEDED',
      tools: ['notify'],
    });
    expect((await home.json<unknown[]>('run', 'list')).json).toHaveLength(2);
    expect(notifications.list()).toEqual([]);
  });
});

describe('what is not a plan makes no flow:', () => {
  const home = homeOfFile();

  it('a request without a time is asked for it, and --continue answers', async () => {
    const { exitCode, json } = await home.json<Asked>(
      'ask',
      `I need to know when ${base}/product drops below $100`,
      '--approve',
    );
    expect(exitCode).toBe(0);
    expect({ plan: json.plan, flow: json.flow }).toEqual({ plan: null, flow: null });
    expect(json.asks.join(' ')).toMatch(/how often|when|schedule/i);
    expect((await home.json<unknown[]>('flow', 'list')).json).toEqual([]);

    const { json: answered } = await home.json<Asked>('ask', 'every hour', '--continue');
    expect(answered.plan?.schedule).toMatchObject({ kind: 'cron', cron: '0 * * * *' });
  });

  it('a request nobody can carry out is answered with the part that was not understood', async () => {
    const { json } = await home.json<Asked>('ask', 'Every day at 9 paint me a picture of the sea', '--approve');
    expect({ plan: json.plan, flow: json.flow }).toEqual({ plan: null, flow: null });
    expect(json.reply).toContain('paint me a picture of the sea');
    expect((await home.json<unknown[]>('flow', 'list')).json).toEqual([]);
  });

  it('a plan without --approve stays a plan', async () => {
    const { json } = await home.json<Asked>('ask', priceRequest);
    expect({ status: json.plan?.status, flow: json.flow }).toEqual({ status: 'proposed', flow: null });
    expect((await home.json<unknown[]>('flow', 'list')).json).toEqual([]);
  });
});

describe('flows as files', () => {
  it('an added flow comes back from its export unchanged', async () => {
    const home = homeOfTest();
    const file = home.file('flow.json', rowFlow('Every morning', 'every weekday at 7:30'));
    const { json: added, exitCode } = await home.json<FlowSummary>('flow', 'add', file);
    expect(exitCode).toBe(0);
    expect(added.schedule).toMatchObject({ kind: 'cron', cron: '30 7 * * 1-5' });
    const { json: exported } = await home.json('flow', 'export', added.id);
    const { json: again } = await home.json<FlowSummary>('flow', 'add', home.file('again.json', exported));
    expect(again.id).not.toBe(added.id);
    expect(again.schedule).toEqual(added.schedule);
    expect((await home.json('flow', 'export', again.id)).json).toEqual(exported);
    const { json: listed } = await home.json<FlowSummary[]>('flow', 'list');
    expect(listed.map(({ id, name, status, lastRun }) => ({ id, name, status, lastRun }))).toEqual(
      expect.arrayContaining([
        { id: added.id, name: 'Every morning', status: 'on', lastRun: null },
        { id: again.id, name: 'Every morning', status: 'on', lastRun: null },
      ]),
    );
  });

  it('pause, resume and cancel change what fires next, by id or by name, and a cancelled flow is not run', async () => {
    const home = homeOfTest();
    const file = home.file('flow.json', rowFlow('Hourly row', 'hourly'));
    await home.json('flow', 'add', file);
    const { json: paused } = await home.json<FlowSummary>('flow', 'pause', 'hourly row');
    expect({ status: paused.status, next: paused.schedule?.next }).toEqual({ status: 'paused', next: [] });
    const { json: resumed } = await home.json<FlowSummary>('flow', 'resume', 'Hourly row');
    expect({ status: resumed.status, next: resumed.schedule?.next.length }).toEqual({ status: 'on', next: 5 });
    const { json: cancelled } = await home.json<FlowSummary>('flow', 'cancel', resumed.id);
    expect({ status: cancelled.status, next: cancelled.schedule?.next }).toEqual({ status: 'cancelled', next: [] });

    const refused = await home.json<ErrorDocument>('flow', 'run', resumed.id);
    expect({ exitCode: refused.exitCode, code: refused.json.error.code }).toEqual({
      exitCode: 1,
      code: 'Flow.Cancelled',
    });
    const { json: detail } = await home.json<FlowDetail>('flow', 'show', resumed.id);
    expect({ status: detail.status, runs: detail.runs }).toEqual({ status: 'cancelled', runs: [] });
  });

  it('a flow run from its file leaves its run, and no flow in the list', async () => {
    const home = homeOfTest();
    const { exitCode, json } = await home.json<Ended>('flow', 'run', home.file('flow.json', rowFlow('Just once')));
    expect({ exitCode, status: json.status }).toEqual({ exitCode: 0, status: 'SUCCEEDED' });
    expect((await home.json<unknown[]>('flow', 'list')).json).toEqual([]);
    expect((await home.json<unknown[]>('run', 'list')).json).toHaveLength(1);
  });

  it('--fast-forward lets a year of waiting pass: its run ends before it is due to', async () => {
    const home = homeOfTest();
    const file = home.file('flow.json', waitFlow(366 * 86_400));
    const { json } = await home.json<Ended>('flow', 'run', file, '--fast-forward');
    expect(json.status).toBe('SUCCEEDED');
    const { json: run } = await home.json<RunDetail>('run', 'show', json.runId, '--events');
    expect(run.steps.map(({ state, status }) => `${state} ${status}`)).toEqual([
      'Before succeeded',
      'Wait succeeded',
      'After succeeded',
    ]);
    const [wait] = run.events.filter(({ type }) => type === 'WaitScheduled');
    expect(Number(wait?.data.dueAtMs)).toBeGreaterThan(Date.now());
  });

  it('a failed run prints its named error and exits with 1', async () => {
    const home = homeOfTest();
    const { exitCode, json } = await home.json<Ended>('flow', 'run', home.file('f.json', fetchFlow(`${base}/nowhere`)));
    expect({ exitCode, status: json.status, error: json.error }).toEqual({
      exitCode: 1,
      status: 'FAILED',
      error: 'Tool.HttpStatus',
    });
    expect(json.cause).toContain('404');
  });

  it('the input of a run reaches its first state', async () => {
    const home = homeOfTest();
    const file = home.file('echo.json', {
      QueryLanguage: 'JSONata',
      StartAt: 'Say',
      States: { Say: { Type: 'Pass', Output: "{% 'Hello ' & $states.input.name %}", End: true } },
    });
    const { json } = await home.json<Ended>('flow', 'run', file, '--input', '{"name":"Ada"}');
    expect(json.output).toBe('Hello Ada');
  });
});

describe('a bad definition', () => {
  const home = homeOfFile();
  const bad = rowFlow('Bad');
  const [state] = Object.values(bad.definition.States);
  Object.assign(state ?? {}, { Resource: 'worker:hand/table_insrt', Nxet: 'Nowhere' });

  it('is refused by flow validate with path and suggestion, and exit code 2', async () => {
    const { exitCode, json } = await home.json<{ valid: boolean; problems: Array<Record<string, string>> }>(
      'flow',
      'validate',
      home.file('bad.json', bad),
    );
    expect({ exitCode, valid: json.valid }).toEqual({ exitCode: 2, valid: false });
    expect(json.problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          path: '/States/Note it/Resource',
          code: 'unknown-tool',
          suggestion: "Did you mean 'table_insert'?",
        }),
        expect.objectContaining({ path: '/States/Note it/Nxet', suggestion: "Did you mean 'Next'?" }),
      ]),
    );
  });

  it('is not stored, scheduled or run', async () => {
    const file = home.file('bad.json', bad);
    for (const command of [
      ['flow', 'add', file],
      ['flow', 'run', file],
    ]) {
      const { exitCode, json } = await home.json<ErrorDocument>(...command);
      expect({ exitCode, code: json.error.code }).toEqual({ exitCode: 2, code: 'Flow.Invalid' });
      expect(json.error.message).toContain("Did you mean 'Next'?");
      expect(JSON.stringify(json.error.data)).toContain("Did you mean 'table_insert'?");
    }
    expect((await home.json<unknown[]>('run', 'list')).json).toEqual([]);
  });

  it('a good one is valid, with exit code 0', async () => {
    const { exitCode, json } = await home.json('flow', 'validate', home.file('good.json', rowFlow('Good', 'hourly')));
    expect({ exitCode, json }).toEqual({ exitCode: 0, json: { valid: true, problems: [] } });
  });
});

describe('a wrong line is refused with a remedy and exit code 2:', () => {
  const home = homeOfFile();
  const lines: Array<[string, string[], string, RegExp]> = [
    ['an unknown command', ['flow', 'lsit'], 'Usage', /Did you mean 'flow list'\?/],
    ['an unknown option', ['flow', 'list', '--colour'], 'Usage', /--colour.*Usage: flow list/],
    ['a missing argument', ['flow', 'run'], 'Usage', /Usage: flow run ID\|FILE/],
    ['an input that is not JSON', ['flow', 'run', 'x', '--input', '{'], 'Usage', /must be JSON/],
    ['a flow that does not exist', ['flow', 'show', 'nothing'], 'Flow.Unknown', /flow list/],
    ['a run that does not exist', ['run', 'show', 'run_1'], 'Run.Unknown', /run list/],
    ['a file that does not exist', ['flow', 'add', 'no-such.json'], 'File.Unreadable', /no-such\.json/],
    ['a file that is not JSON', ['flow', 'add', home.file('not.json', '{"name": ')], 'File.NotJson', /not\.json/],
    ['a schedule that cannot be read', ['schedule', 'next', 'when pigs fly'], 'Schedule.NotUnderstood', /pigs/],
    ['a time zone that does not exist', ['schedule', 'next', 'hourly', '--timezone', 'Mars/Olympus'], 'Usage', /IANA/],
  ];

  it.each(lines)('%s', async (_, words, code, message) => {
    const { exitCode, json } = await home.json<ErrorDocument>(...words);
    expect({ exitCode, code: json.error.code }).toEqual({ exitCode: 2, code });
    expect(json.error.message).toMatch(message);
    expect(json.error.data).toBeTypeOf('object');
  });

  it('and without --json it says so on stderr only', async () => {
    const { exitCode, stdout, stderr } = await home.cli('flow', 'lsit');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain("Did you mean 'flow list'?");
  });
});

describe('the rest', () => {
  const home = homeOfFile();

  it('schedule next prints the firings from a given moment, in the zone, over the change of summer time', async () => {
    const { exitCode, json } = await home.json(
      ...['schedule', 'next', 'daily at 9am', '--timezone', 'Europe/Berlin'],
      ...['--from', '2026-10-24T12:00:00Z', '--count', '2'],
    );
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({
      kind: 'cron',
      cron: '0 9 * * *',
      timezone: 'Europe/Berlin',
      next: ['2026-10-25T09:00:00+01:00', '2026-10-26T09:00:00+01:00'],
    });
  });

  it('doctor finds everything in order', async () => {
    const { exitCode, json } = await home.json<{ healthy: boolean; checks: Array<{ check: string; ok: boolean }> }>(
      'doctor',
    );
    expect({ exitCode, healthy: json.healthy }).toEqual({ exitCode: 0, healthy: true });
    expect(json.checks.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['runtime', 'database', 'worker process', 'disk']),
    );
  });

  it('help lists every command', async () => {
    const { exitCode, stdout } = await home.cli('help');
    expect(exitCode).toBe(0);
    for (const command of ['ask', 'flow run', 'run show', 'table query', 'schedule next', 'serve', 'doctor'])
      expect(stdout).toContain(`  ${command}`);
  });

  it('neither a display nor a desktop session is needed', async () => {
    const env = { DISPLAY: undefined, DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined };
    const file = home.file('flow.json', rowFlow('Without a desktop'));
    const { exitCode, json } = await runJson<Ended>(home.dataDir, ['flow', 'run', file], { env });
    expect({ exitCode, status: json.status }).toEqual({ exitCode: 0, status: 'SUCCEEDED' });
  });

  it('npm run --silent cli prints the same, for a file named from where it was typed', async () => {
    const file = home.file('named-from-here.json', rowFlow('Good', 'hourly'));
    const { stdout, exitCode } = await runNpmCli(dirname(file), ['flow', 'validate', 'named-from-here.json', '--json']);
    expect({ exitCode, document: JSON.parse(stdout) }).toEqual({
      exitCode: 0,
      document: { valid: true, problems: [] },
    });
  });

  it('commands given at the same time wait for each other', async () => {
    const file = home.file('flow.json', waitFlow(0));
    const results = await Promise.all([1, 2, 3].map(() => home.json<Ended>('flow', 'run', file)));
    expect(results.map(({ exitCode, json }) => [exitCode, json.status])).toEqual(Array(3).fill([0, 'SUCCEEDED']));
    const { json } = await home.json<{ rows: unknown[] }>('table', 'query', 'steps');
    expect(json.rows).toHaveLength(6);
  });
});
