/**
 * What an agent is told, after a value of its flow was changed. Hunts: a model that goes by the old limit, a number of the prompt that
 * meant something else, an address that only begins like the old one, a grant that changes with the words.
 */
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { draftFromFile } from '../../../src/main/flows/flow-file.ts';
import { differenceOf } from '../../../src/main/flows/flow-versions.ts';
import { flowDetailOf } from '../../../src/main/flows/flow-views.ts';
import type { OutlineEdit, OutlineStep } from '../../../src/shared/domain/plan.ts';
import { type InProcessApp, startInProcess } from '../../evals/in-process-app.ts';
import { temporaryFolder } from '../../support/test-flow.ts';

let running: InProcessApp;
beforeEach(() => {
  const folder = temporaryFolder();
  // A flow may ask a model only where one is set up; nothing here calls it.
  vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1');
  vi.stubEnv('MAJORDOMO_MODEL', 'none');
  running = startInProcess(join(folder.path, 'data'));
  onTestFinished(async () => {
    await running.app.stop();
    folder.remove();
    vi.unstubAllEnvs();
  });
});

/** A price is read, and below the limit an agent writes about it. `second`: another step with the same limit. */
function add(prompt: string, second = false): string {
  const { app } = running;
  const states = {
    Fetch: {
      Type: 'Task',
      Resource: 'worker:reader/web_fetch',
      Arguments: { url: 'http://shop.example/kettle' },
      Assign: { page: '{% $states.result.page %}' },
      Next: 'Read',
    },
    Read: {
      Type: 'Task',
      Resource: 'worker:reader/extract',
      Arguments: { source: '{% $page %}', field: 'price' },
      Assign: { price: '{% $states.result.value %}' },
      Next: 'Cheap?',
    },
    'Cheap?': {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $price < 100 %}', Next: second ? 'Cheap again?' : 'Write', Comment: 'The price below $100' },
      ],
      Default: 'Done',
    },
    ...(second && {
      'Cheap again?': {
        Type: 'Choice',
        Choices: [{ Condition: '{% $price < 100 %}', Next: 'Write', Comment: 'The price below $100' }],
        Default: 'Done',
      },
    }),
    Write: { Type: 'Task', Resource: 'worker:writer', Arguments: { price: '{% $price %}' }, Next: 'Done' },
    Done: { Type: 'Succeed' },
  };
  const file = {
    name: 'Kettle',
    task: 'Write about the kettle',
    workers: [
      {
        name: 'reader',
        prompt: 'Read below $100 at http://shop.example/kettle.',
        tools: [
          { tool: 'web_fetch', limits: { hosts: ['shop.example'] } },
          { tool: 'extract', limits: {} },
        ],
      },
      { name: 'writer', prompt, tools: [{ tool: 'web_fetch', limits: { hosts: ['shop.example'] } }], agent: {} },
    ],
    definition: { QueryLanguage: 'JSONata', StartAt: 'Fetch', States: states },
  };
  const draft = draftFromFile(file, 'flow.json', { timezone: 'UTC', nowMs: app.clock.nowMs() });
  return app.orchestrator.setUp(draft, { listed: true }).flowId;
}

const detail = (flowId: string) => flowDetailOf(running.app.db, flowId, running.app.clock.nowMs());
const worker = (flowId: string, name = 'writer') => detail(flowId).workers.find((one) => one.name === name);
const notes = (flowId: string, from = 1, to = 2) => differenceOf(running.app.db, flowId, from, to).notes;

function editsIn(steps: readonly OutlineStep[]): Array<OutlineEdit & { shown: string }> {
  return steps.flatMap(({ parts, children }) => [
    ...parts.flatMap(({ text, edits = [] }) => edits.map((edit) => ({ ...edit, shown: text }))),
    ...editsIn(children),
  ]);
}

function change(flowId: string, shown: string, text: string): string {
  const { outline, version } = detail(flowId);
  const edit = editsIn(outline).find((one) => one.shown === shown);
  if (!edit) throw new Error(`the outline shows no ${shown}`);
  const values = [{ path: edit.path, place: edit.place, text }];
  return running.app.flowEditing.changes.changeValues(flowId, { basedOn: version, values }).words;
}

it('a limit with its unit follows, in the same version, and the difference shows the words', () => {
  const flowId = add('Praise it below $100.\nNever name $100,000 or $100.50.');
  const before = worker(flowId);
  const readerBefore = worker(flowId, 'reader');
  expect(change(flowId, '$100', '80')).toBe('“$100” became “$80”, also in what writer is told');
  expect(worker(flowId)).toMatchObject({
    prompt: 'Praise it below $80.\nNever name $100,000 or $100.50.',
    tools: before?.tools,
  });
  // What no model reads stays as it was agreed.
  expect(worker(flowId, 'reader')).toEqual(readerBefore);
  expect(notes(flowId)).toEqual([]);
  const { lines } = differenceOf(running.app.db, flowId, 1, 2);
  expect(lines).toEqual(
    expect.arrayContaining([
      { is: 'removed', text: 'writer is told: Praise it below $100.' },
      { is: 'added', text: 'writer is told: Praise it below $80.' },
      { is: 'same', text: '  Never name $100,000 or $100.50.' },
    ]),
  );
  running.app.flowEditing.changes.restore(flowId, 1);
  expect(worker(flowId)).toEqual(before);
});

it('a bare number, which may mean something else, stays, and that is said with the change and on the difference', async () => {
  const flowId = add('Write at most 100 words.');
  const note =
    'What “writer” is told still says “100”. If that is the value that changed, ask for the change in the chat.';
  expect(change(flowId, '$100', '80')).toBe(`“$100” became “$80”. ${note.replace(/\.$/, '')}`);
  expect(worker(flowId)?.prompt).toBe('Write at most 100 words.');
  expect(notes(flowId)).toEqual([note]);
  // The other way round nothing is stale.
  expect(notes(flowId, 2, 1)).toEqual([]);
});

it('a limit that another step still has stays in the prompt, since it may mean that one', () => {
  const flowId = add('Praise it below $100.', true);
  expect(change(flowId, '$100', '80')).toBe('“$100” became “$80”');
  expect(worker(flowId)?.prompt).toBe('Praise it below $100.');
  expect(notes(flowId)).toEqual([]);
  // Now nothing of the flow says it any more.
  change(flowId, '$100', '80');
  expect(worker(flowId)?.prompt).toBe('Praise it below $80.');
});

it('an address follows as it is written, but no longer one that begins with it', () => {
  const flowId = add('See http://shop.example/kettle, shop.example/kettle and http://shop.example/kettle/red.');
  change(flowId, 'shop.example/kettle', 'http://shop.example/teapot');
  expect(worker(flowId)?.prompt).toBe(
    'See http://shop.example/teapot, shop.example/teapot and http://shop.example/kettle/red.',
  );
});

it('a word of the flow is not replaced in a prompt, and said', () => {
  const flowId = add('Say what the price was.');
  change(flowId, 'price', 'cost');
  expect(worker(flowId)?.prompt).toBe('Say what the price was.');
  expect(notes(flowId)).toEqual([expect.stringContaining('still says “price”')]);
});
