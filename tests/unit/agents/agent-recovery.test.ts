/**
 * An agent's step over a crash. Hunts: a paid call that is made twice, an effect that is repeated, one of unknown outcome that is done
 * again on a guess, a journal that answers another ask than its own.
 */
import { expect, it, vi } from 'vitest';
import type { ModelRequest } from '../../../src/main/models/model-client.ts';
import { readTable } from '../../../src/main/store/user-tables.ts';
import { type AgentWorld, agentWorld, thinker, thinkFlow } from '../../support/agent-world.ts';
import { eventually } from '../../support/eventually.ts';
import { ScriptedModel, said } from '../../support/scripted-model.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { webServer } from '../../support/web-server.ts';

// Real processes: each start takes a second on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const rows = [{ tool: 'table_insert', limits: { tables: ['prices'] } }];
const insert = (price: number): [string, unknown] => ['table_insert', { table: 'prices', row: { price } }];

async function endOf(world: AgentWorld) {
  expect(world.engine.recover()).toBe(1);
  return await eventually(() => {
    const end = world.engine.endOf('run');
    expect(end).toBeDefined();
    return end;
  });
}
const usage = (world: AgentWorld) =>
  world.db.prepare('SELECT id, status, input_tokens + output_tokens AS tokens FROM usage ORDER BY id').all();

it('makes only the call again whose answer had not come, and counts both tries', async () => {
  const folder = tempFolder();
  const first = new ScriptedModel((_request, index) => (index === 0 ? said('', { calls: [insert(1)] }) : null));
  const before = agentWorld({ folder, model: first });
  before.flow('flow', thinkFlow(), [thinker(rows)]);
  await before.run('flow');
  await eventually(() => expect(first.calls).toHaveLength(2));

  const second = new ScriptedModel(() => said('done'));
  const after = agentWorld({ folder, model: second });
  expect(await endOf(after)).toMatchObject({ status: 'SUCCEEDED', output: { text: 'done' } });
  expect(second.calls).toHaveLength(1);
  // The same conversation under the same key, so that an endpoint that knows keys answers from its own record.
  expect(second.calls[0]?.request.messages).toEqual(first.calls[1]?.request.messages);
  expect(second.calls[0]?.request.key).toBe(first.calls[1]?.request.key);
  expect(readTable(after.userTables, 'prices', 10).rows).toEqual([{ price: 1 }]);
  const lost = expect.objectContaining({ status: 'lost', tokens: expect.any(Number) });
  expect(usage(after)).toEqual(
    expect.arrayContaining([expect.objectContaining({ status: 'settled', tokens: 120 }), lost]),
  );
  expect(usage(after)).toHaveLength(4);
});

it('pays nothing again when every answer was there', async () => {
  const folder = tempFolder();
  const { base, host, requests } = await webServer((_request, response) => {
    if (requests.length > 1) response.end('hello');
  });
  const model = new ScriptedModel((_request, index) =>
    index === 0 ? said('', { calls: [insert(1), ['web_fetch', { url: `${base}/page` }]] }) : said('done'),
  );
  const tools = [...rows, { tool: 'web_fetch', limits: { hosts: [host] } }];
  const before = agentWorld({ folder, model });
  before.flow('flow', thinkFlow(), [thinker(tools)]);
  await before.run('flow');
  // The fetch hangs: the insert was answered, the fetch only announced.
  await eventually(() => expect(requests).toHaveLength(1));
  expect(model.calls).toHaveLength(1);

  const after = agentWorld({ folder, model });
  expect(await endOf(after)).toMatchObject({ status: 'SUCCEEDED' });
  expect(model.calls).toHaveLength(2);
  expect(requests).toHaveLength(2);
  expect(readTable(after.userTables, 'prices', 10).rows).toEqual([{ price: 1 }]);
});

it('never does an unsafe call again: the model is told that its outcome is not known', async () => {
  const folder = tempFolder();
  const { base, host, requests } = await webServer(() => undefined);
  const model = new ScriptedModel((request: ModelRequest) =>
    request.messages.length === 2
      ? said('', { calls: [['http_request', { url: `${base}/order`, method: 'POST', json: { one: 1 } }]] })
      : said('I do not know whether it was ordered.'),
  );
  const before = agentWorld({ folder, model });
  before.flow('flow', thinkFlow(), [thinker([{ tool: 'http_request', limits: { hosts: [host] } }])]);
  await before.run('flow');
  await eventually(() => expect(requests).toHaveLength(1));

  const after = agentWorld({ folder, model });
  expect(await endOf(after)).toMatchObject({ status: 'SUCCEEDED' });
  expect(requests).toHaveLength(1);
  expect(model.calls.at(-1)?.request.messages.at(-1)?.content).toContain('Worker.OutcomeUnknown');
});

it('answers nothing from a journal that another conversation wrote', async () => {
  const folder = tempFolder();
  const model = new ScriptedModel((_request, index) => (index === 0 ? said('', { calls: [insert(1)] }) : null));
  const before = agentWorld({ folder, model });
  before.flow('flow', thinkFlow(), [thinker(rows)]);
  await before.run('flow');
  await eventually(() => expect(model.calls).toHaveLength(2));
  before.db.prepare(`UPDATE agent_steps SET digest = 'another' WHERE seq = 2`).run();

  const after = agentWorld({ folder, model });
  expect(await endOf(after)).toMatchObject({ status: 'FAILED', error: 'Worker.JournalMismatch' });
  expect(model.calls).toHaveLength(2);
});
