/**
 * kill -9 of every process that the app has started, one after the other. Hunts: a helper whose death takes the app with it, or that
 * is not there again when it is needed. And calls that a worker was not granted: refused in the real app, and told.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { FlowSummary } from '../../src/shared/domain/flow.ts';
import type { RunDetail } from '../../src/shared/domain/run.ts';
import { processTree } from '../bench/process-tree.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { fetchFlow, waitFlow } from '../support/flow-files.ts';
import { homeOfTest } from '../support/home.ts';
import { endAll, processesOn, type TestProcess } from '../support/processes.ts';
import { worldOfTest } from '../support/world.ts';

/** What Chromium calls it: `renderer`, `zygote`, `gpu-process`, `utility node.mojom.NodeService` … */
function kindOf({ command }: TestProcess): string {
  const [, type = ''] = /--type=(\S+)/.exec(command) ?? [];
  const [, service = ''] = /--utility-sub-type=(\S+)/.exec(command) ?? [];
  return `${type} ${service}`.trim();
}

/** Asked of the main process: to Playwright a page whose process ended is over, also when the app has loaded it again. */
async function expectPage(app: OpenApp): Promise<void> {
  await eventually(async () => expect(await pageState(app)).toBe('usable'));
}

function pageState(app: OpenApp): Promise<string> {
  return app.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) return 'no window';
    if (contents.isCrashed()) return 'crashed';
    if (contents.isLoading()) return 'loading';
    const isThere = "document.querySelector('[data-testid=composer]') !== null";
    return (await contents.executeJavaScript(isThere)) ? 'usable' : 'empty';
  });
}

/** Everything it has started, by parent and not by name. */
function descendantsOf(main: number): TestProcess[] {
  return processTree(main)
    .slice(1)
    .map((pid) => ({ pid, parent: main, command: commandLineOf(pid) }))
    .filter(({ command }) => command.includes('--type='));
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

it('no helper process takes the app with it: it answers and runs a flow after each one’s death', async () => {
  const home = homeOfTest();
  const { base } = await worldOfTest({ slowMs: 0 });
  const app = await home.open();
  const { json: flow } = await home.json<FlowSummary>('flow', 'add', home.file('flow.json', fetchFlow(`${base}/slow`)));
  const runs = async (): Promise<string> => (await home.json<{ status: string }>('flow', 'run', flow.id)).json.status;
  expect(await runs()).toBe('SUCCEEDED');
  const main = app.pid;
  const helpers = (): TestProcess[] => descendantsOf(main);

  const killed = new Set<string>();
  // Chromium's own launcher of processes last: what it has lost cannot be started again.
  const next = (): TestProcess | undefined => {
    const left = helpers().filter((helper) => !killed.has(kindOf(helper)));
    return left.find((helper) => kindOf(helper) !== 'zygote') ?? left[0];
  };
  for (let victim = next(); victim; victim = next()) {
    const kind = kindOf(victim);
    killed.add(kind);
    const { pid } = victim;
    endAll([victim]);
    await eventually(() => expect(commandLineOf(pid)).toBe(''));
    expect(await runs(), `a run after the death of ${kind}`).toBe('SUCCEEDED');
    expect(processesOn(home.dataDir).some((process) => process.pid === main)).toBe(true);
    await expectPage(app);
  }
  // The page, the network service and a worker at least; the rest is up to Chromium.
  expect([...killed]).toEqual(
    expect.arrayContaining(['renderer', 'utility network.mojom.NetworkService', 'utility node.mojom.NodeService']),
  );
  await expectPage(app);
});

it('a call that was not granted is refused, and said in `run show` and on the run’s page', async () => {
  const home = homeOfTest();
  const { base } = await worldOfTest();
  const app = await home.open();
  const file = fetchFlow(`${base}/slow`, { arguments: { url: "{% 'http://elsewhere.example/' %}" } });
  const { json } = await home.json<{ runId: string; error: string }>('flow', 'run', home.file('flow.json', file));
  expect(json.error).toBe('Worker.NotGranted');
  const { json: run } = await home.json<RunDetail>('run', 'show', json.runId);
  expect(run.refusals).toEqual([
    {
      worker: 'hand',
      tool: 'web_fetch',
      reason: expect.stringContaining('elsewhere.example'),
      at: expect.stringMatching(/^20/),
    },
  ]);
  const { stdout } = await home.cli('run', 'show', json.runId);
  expect(stdout).toMatch(/Refused\n {2}The worker hand may not use web_fetch on the host elsewhere\.example/);
  await app.page.evaluate((id) => {
    window.location.hash = `#/runs/${id}`;
  }, json.runId);
  await app.page.getByRole('heading', { name: 'Refused' }).waitFor();
  await app.page.getByText('hand: web_fetch').waitFor();
});

it('kill -9 of the window’s process during a Wait does not touch the run', async () => {
  const home = homeOfTest();
  await home.open();
  const running = home.json<{ status: string }>('flow', 'run', home.file('flow.json', waitFlow(2)));
  await eventually(async () => {
    const [run] = (await home.json<Array<{ status: string }>>('run', 'list')).json;
    expect(run?.status).toBe('RUNNING');
  });
  endAll(processesOn(home.dataDir).filter((helper) => kindOf(helper) === 'renderer'));
  expect((await running).json.status).toBe('SUCCEEDED');
});
