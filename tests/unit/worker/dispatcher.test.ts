/** Hunts for calls that are never answered, bugs that escape as crashes, and logs without end. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ToolSpec } from '../../../src/shared/tools/tool-spec.ts';
import type { FromWorker } from '../../../src/shared/worker-protocol.ts';
import { startDispatcher } from '../../../src/worker/dispatcher.ts';
import { toolFailure, type WorkerTool, workerTool } from '../../../src/worker/tool.ts';

const spec: ToolSpec<{ how: string }, string> = {
  name: 'try',
  description: '',
  arguments: z.strictObject({ how: z.string() }),
  result: z.string(),
  effect: 'pure',
  runsIn: 'worker',
  needs: () => ({}),
  describe: () => [],
  may: () => '',
  effectSummary: () => null,
  preview: () => null,
};
const tool: WorkerTool = workerTool(spec, async ({ how }, context) => {
  if (how === 'fail') throw toolFailure('Tool.NotFound', 'There is none.', { a: 1 });
  if (how === 'bug') throw new TypeError('x is undefined');
  if (how === 'chatter') for (let line = 0; line < 1_000; line++) context.log('info', 'x'.repeat(10_000));
  if (how === 'wait')
    await new Promise((_resolve, reject) =>
      context.signal.addEventListener('abort', () => reject(context.signal.reason)),
    );
  return how;
});

function started() {
  const sent: FromWorker[] = [];
  let receive: (message: unknown) => void = () => undefined;
  const port = {
    post: (message: unknown) => void sent.push(message as FromWorker),
    onMessage: (listener: (message: unknown) => void) => {
      receive = listener;
    },
  };
  startDispatcher({ port, tools: [tool], appVersion: '1', stop: () => undefined });
  const call = (args: object, name = 'try') =>
    receive({
      type: 'call',
      id: '1',
      tool: name,
      arguments: args,
      limits: {},
      idempotencyKey: 'k',
      recovering: false,
      timeoutMs: 1000,
      workspaceDir: '/w',
      pagesDir: '/p',
      trashDir: '/t',
      origin: { flowId: 'f', runId: 'r', state: 'S' },
    });
  return {
    sent,
    call,
    receive: (message: unknown) => receive(message),
    settled: () => new Promise((resolve) => setTimeout(resolve, 10)),
  };
}

describe('the dispatcher', () => {
  it('says that it is ready, and answers a ping with its memory', () => {
    const { sent, receive } = started();
    receive({ type: 'ping', id: '7' });
    expect(sent).toEqual([{ type: 'ready' }, { type: 'pong', id: '7', rssBytes: expect.any(Number) }]);
  });

  it.each([
    ['a value', { how: 'go' }, 'try', { type: 'result', id: '1', ok: true, value: 'go' }],
    [
      'an expected failure as data',
      { how: 'fail' },
      'try',
      { type: 'failure', id: '1', error: { code: 'Tool.NotFound', message: 'There is none.', data: { a: 1 } } },
    ],
    ['a tool it does not have', {}, 'none', { type: 'failure', id: '1', error: { code: 'Tool.Unknown' } }],
    [
      'arguments that do not fit',
      { how: 5 },
      'try',
      { type: 'failure', id: '1', error: { code: 'Tool.BadArguments' } },
    ],
    [
      'a bug, without crashing',
      { how: 'bug' },
      'try',
      { type: 'failure', id: '1', error: { code: 'Tool.Failed', message: expect.stringContaining('x is undefined') } },
    ],
  ])('answers a call once with %s', async (_what, args, name, answer) => {
    const { sent, call, settled } = started();
    call(args, name);
    await settled();
    expect(sent.filter(({ type }) => type === 'result' || type === 'failure')).toMatchObject([answer]);
  });

  it('ends a call that is cancelled', async () => {
    const { sent, call, receive, settled } = started();
    call({ how: 'wait' });
    receive({ type: 'cancel', id: '1' });
    await settled();
    expect(sent.at(-1)).toMatchObject({ type: 'failure', id: '1', error: { code: 'Worker.Cancelled' } });
  });

  it('answers a call it cannot read, and survives a message that is nothing', async () => {
    const { sent, receive } = started();
    receive({ type: 'call', id: '9' });
    receive(null);
    expect(sent.slice(1)).toMatchObject([
      { type: 'failure', id: '9', error: { code: 'Worker.BadMessage' } },
      { type: 'log' },
    ]);
  });

  it('bounds the lines a call may log, and their length', async () => {
    const { sent, call, settled } = started();
    call({ how: 'chatter' });
    await settled();
    const lines = sent.filter((message) => message.type === 'log');
    expect([lines.length, Math.max(...lines.map(({ text }) => text.length))]).toEqual([200, 4_000]);
  });
});
