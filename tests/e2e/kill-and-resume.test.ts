/**
 * kill -9 at a bad moment, then a start. Hunts: a run that is lost, one that starts over, an effect that happens twice, helpers that
 * outlive the app, a worker's death that takes the app with it.
 */
import { describe, expect, it } from 'vitest';
import type { FlowSummary } from '../../src/shared/domain/flow.ts';
import type { RunDetail, RunSummary } from '../../src/shared/domain/run.ts';
import { eventually } from '../support/eventually.ts';
import { fetchFlow, waitFlow } from '../support/flow-files.ts';
import { type Home, homeOfTest } from '../support/home.ts';
import { endAll, workersOn } from '../support/processes.ts';
import { flowRow, openPage, openStartedRun } from '../support/window.ts';
import { worldOfTest } from '../support/world.ts';

async function waitForRun(home: Home, runId: string, status: string): Promise<RunDetail> {
  return await eventually(async () => {
    const { json } = await home.json<RunDetail>('run', 'show', runId, '--events');
    expect(json.run.status).toBe(status);
    return json;
  });
}

async function rowsOf(home: Home): Promise<unknown> {
  return (await home.json<{ rows: unknown }>('table', 'query', 'steps')).json.rows;
}

function countOf({ events }: RunDetail, type: string): number {
  return events.filter((event) => event.type === type).length;
}

describe('kill -9 of the app during a Wait', () => {
  it('leaves no process behind; the run goes on after the start and ends, with each row once', async () => {
    const home = homeOfTest();
    const app = await home.open();
    const { json: flow } = await home.json<FlowSummary>('flow', 'add', home.file('flow.json', waitFlow(5)));
    await openPage(app.page, 'Flows');
    await flowRow(app.page, flow.name)
      .getByRole('button', { name: `Run ${flow.name} now` })
      .click();
    const runId = await openStartedRun(app.page);
    await app.page.locator('[data-testid=run-step][data-state=Wait][data-status=waiting]').waitFor();
    await app.kill9();
    await home.expectNoProcesses();

    const again = await home.open();
    await again.page.evaluate((id) => {
      window.location.hash = `#/runs/${id}`;
    }, runId);
    await again.page.locator('[data-testid=run-step][data-state=After][data-status=succeeded]').waitFor();
    const run = await waitForRun(home, runId, 'SUCCEEDED');
    expect(
      ['ExecutionStarted', 'WaitScheduled', 'TimerFired', 'ExecutionSucceeded'].map((type) => countOf(run, type)),
    ).toEqual([1, 1, 1, 1]);
    expect(countOf(run, 'TaskSucceeded')).toBe(2);
    // The wait is the one that was announced before, and it ended no sooner than that said; recovery.test.ts moves a clock to see that
    // it is no longer either.
    const [announced] = run.events.filter(({ type }) => type === 'WaitScheduled');
    const [fired] = run.events.filter(({ type }) => type === 'TimerFired');
    expect(fired?.data).toMatchObject({ timer: announced?.seq });
    expect(Date.parse(fired?.at ?? '')).toBeGreaterThanOrEqual(Number(announced?.data.dueAtMs));
    expect(await rowsOf(home)).toEqual([{ step: 'before' }, { step: 'after' }]);
    expect((await home.json<RunSummary[]>('run', 'list')).json).toHaveLength(1);
  });

  it('twice in a row under serve costs nothing either', async () => {
    const home = homeOfTest();
    const { json: flow } = await home.json<FlowSummary>('flow', 'add', home.file('flow.json', waitFlow(3)));
    let serving = await home.serve();
    const asked = home.json<{ error: { code: string } }>('flow', 'run', flow.id);
    const runId = await eventually(async () => {
      const [run] = (await home.json<RunSummary[]>('run', 'list')).json;
      expect(run).toBeDefined();
      const { json } = await home.json<RunDetail>('run', 'show', run?.id ?? '');
      expect(json.steps.at(-1)).toMatchObject({ state: 'Wait', status: 'waiting' });
      return run?.id ?? '';
    });
    await serving.kill9();
    // Whoever waited for the run's end is told that its app has gone.
    const { exitCode, json } = await asked;
    expect({ exitCode, code: json.error.code }).toEqual({ exitCode: 1, code: 'App.Gone' });
    serving = await home.serve();
    await serving.kill9();
    serving = await home.serve();
    const run = await waitForRun(home, runId, 'SUCCEEDED');
    expect([countOf(run, 'TimerFired'), countOf(run, 'TaskSucceeded')]).toEqual([1, 2]);
    expect(await rowsOf(home)).toEqual([{ step: 'before' }, { step: 'after' }]);
  });
});

describe('kill -9 of a worker during a slow fetch', () => {
  it('fails that step by name and nothing else: the app lives and the next run succeeds', async () => {
    const home = homeOfTest();
    const { base, world, requests } = await worldOfTest({ slowMs: 60_000 });
    const app = await home.open();
    const file = home.file('flow.json', fetchFlow(`${base}/slow`));
    const running = home.json<{ runId: string; status: string; error: string }>('flow', 'run', file);
    await eventually(() => expect(requests['/slow']).toBe(1));
    const workers = workersOn(home.dataDir);
    expect(workers).not.toEqual([]);
    endAll(workers);
    const { exitCode, json } = await running;
    expect({ exitCode, status: json.status, error: json.error }).toEqual({
      exitCode: 1,
      status: 'FAILED',
      error: 'Worker.Crashed',
    });
    const { json: run } = await home.json<RunDetail>('run', 'show', json.runId);
    expect(run.steps).toEqual([expect.objectContaining({ state: 'Fetch', status: 'failed', error: 'Worker.Crashed' })]);

    world.slowMs = 0;
    const next = await home.json<{ status: string }>('flow', 'run', file);
    expect(next.json.status).toBe('SUCCEEDED');
    await app.page.getByTestId('composer').waitFor();
  });

  it('a flow that retries it succeeds with its second attempt', async () => {
    const home = homeOfTest();
    const { base, world, requests } = await worldOfTest({ slowMs: 60_000 });
    await home.serve();
    const retry = [{ ErrorEquals: ['Worker.Crashed'], IntervalSeconds: 1, MaxAttempts: 2 }];
    const file = home.file('flow.json', fetchFlow(`${base}/slow`, { fields: { Retry: retry } }));
    const running = home.json<{ runId: string; status: string }>('flow', 'run', file);
    await eventually(() => expect(requests['/slow']).toBe(1));
    world.slowMs = 0;
    endAll(workersOn(home.dataDir));
    const { json } = await running;
    expect(json.status).toBe('SUCCEEDED');
    const { json: run } = await home.json<RunDetail>('run', 'show', json.runId);
    expect(run.steps[0]?.attempts.map(({ error }) => error)).toEqual(['Worker.Crashed', null]);
    expect(requests['/slow']).toBe(2);
  });
});
