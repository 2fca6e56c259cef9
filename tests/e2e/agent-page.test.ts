/** What a model did in a step, on the page of its run. Hunts: tokens that were paid and are not shown, a call whose answer cannot be read. */
import { expect, it } from 'vitest';
import { homeOfTest } from '../support/home.ts';
import { call, modelServerOfTest, say } from '../support/model-server.ts';

it('the page shows what the model said and called, with its tokens, and what a script printed', async () => {
  const home = homeOfTest();
  const server = await modelServerOfTest((_request, before) =>
    before === 0 ? call('table_insert', { table: 'notes', row: { note: 'from the model' } }) : say('I wrote it down.'),
  );
  const { page } = await home.open({ env: { OPENAI_BASE_URL: server.baseUrl, MAJORDOMO_MODEL: 'scripted' } });
  const flow = {
    name: 'Think and count',
    workers: [
      {
        name: 'thinker',
        prompt: 'Write it down.',
        tools: [{ tool: 'table_insert', limits: { tables: ['notes'] } }],
        agent: {},
      },
      { name: 'hand', prompt: 'Count.', tools: [{ tool: 'execute_javascript', limits: { folders: [] } }] },
    ],
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Think',
      States: {
        Think: { Type: 'Task', Resource: 'worker:thinker', Next: 'Count' },
        Count: {
          Type: 'Task',
          Resource: 'worker:hand/execute_javascript',
          Arguments: { code: "console.log('counting to three'); return 3" },
          End: true,
        },
      },
    },
  };
  const added = await home.json<{ id: string }>('flow', 'add', home.file('flow.json', flow));
  const { json, stderr } = await home.json<{ runId: string; status: string }>('flow', 'run', added.json.id);
  expect(json.status, `${stderr} ${JSON.stringify(added.json)}`).toBe('SUCCEEDED');
  await page.evaluate((id) => {
    window.location.hash = `#/runs/${id}`;
  }, json.runId);
  const total = (server.tokens.input + server.tokens.output).toLocaleString('en');
  const think = page.locator('[data-testid=run-step][data-state=Think]');
  await think.getByText(`${total} tokens`).first().waitFor();
  await think.getByRole('button').first().click();
  await think.getByText(new RegExp(`2 model calls, .*${total} tokens`)).waitFor();
  await think.getByRole('button', { name: /^table_insert/ }).click();
  await think.getByText('from the model').last().waitFor();
  await think.getByRole('button', { name: /^Model I wrote it down/ }).click();
  const count = page.locator('[data-testid=run-step][data-state=Count]');
  await count.getByRole('button').first().click();
  await count.getByRole('log', { name: 'Output' }).getByText('counting to three').waitFor();
}, 120_000);
