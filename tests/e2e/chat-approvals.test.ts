/**
 * A flow's question, answered in the conversation that it was agreed on in. Hunts: a question that is not there, an answer or a note that
 * does not reach the run, a run that stays where it was, a question that stays after its answer.
 */
import type { Locator } from 'playwright';
import { beforeAll, expect, it } from 'vitest';
import type { RunDetail } from '../../src/shared/domain/run.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfFile } from '../support/home.ts';
import { lastReply, say } from '../support/window.ts';
import { worldOfFile } from '../support/world.ts';

const home = homeOfFile();
const { base } = await worldOfFile({ price: 129 });
let app: OpenApp;
let flowId = '';

/** Asks, and notes what it heard: the answer with its note, or why not. */
const asking = {
  QueryLanguage: 'JSONata',
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'approval',
      Arguments: { question: 'Order the kettle for $129?', detail: 'It was $89 last week.' },
      Assign: { heard: "{% $states.result.decision & ': ' & $states.result.note %}" },
      Catch: [
        {
          ErrorEquals: ['Approval.Denied'],
          Assign: { heard: "{% 'denied: ' & $states.errorOutput.Cause %}" },
          Next: 'Note it',
        },
      ],
      Next: 'Note it',
    },
    'Note it': { Type: 'Pass', Output: '{% $heard %}', End: true },
  },
};

beforeAll(async () => {
  app = await home.open();
  const { page } = app;
  await say(page, `Check ${base}/product daily at 9am and log it to the table price_log`);
  await lastReply(page);
  await page.getByTestId('plan-approve').click();
  await page.locator('[data-testid=plan-card][data-status=approved]').waitFor();
  const { json } = await home.json<Array<{ id: string }>>('flow', 'list');
  flowId = json[0]?.id ?? '';
  await home.json('flow', 'edit', flowId, home.file('asking.json', asking));
});

const questions = (): Locator =>
  app.page.getByRole('list', { name: 'Waiting for your answer' }).getByTestId('approval');

/** Starts a run, which stops at its question. */
async function start(): Promise<string> {
  const { json } = await home.json<{ runId: string; status: string }>('flow', 'run', flowId);
  expect(json.status).toBe('PARKED');
  return json.runId;
}

async function ended(runId: string): Promise<RunDetail> {
  return await eventually(async () => {
    const { json } = await home.json<RunDetail>('run', 'show', runId);
    expect(json.run.status).toBe('SUCCEEDED');
    return json;
  });
}

const note = (question: Locator): Locator => question.getByLabel('Why, if you want to say');
const isAnswered = (): Promise<void> => eventually(async () => expect(await questions().count()).toBe(0));

it('approved with a note: the run goes on with both, and the question is gone', async () => {
  const runId = await start();
  await questions().getByText('Order the kettle for $129?').waitFor();
  await questions().getByText('It was $89 last week.').waitFor();
  await note(questions()).fill('it is for the office');
  await questions().getByRole('button', { name: 'Approve' }).click();
  const { run, steps } = await ended(runId);
  expect(run.output).toBe('approved: it is for the office');
  expect(steps.map(({ state, status }) => `${state} ${status}`)).toEqual(['Ask succeeded', 'Note it succeeded']);
  await isAnswered();
});

it('denied with a note: the run goes on where the flow says, with the note as the reason', async () => {
  const runId = await start();
  await note(questions()).fill('too dear');
  await questions().getByRole('button', { name: 'Deny' }).click();
  expect((await ended(runId)).run.output).toBe('denied: too dear');
  await isAnswered();
});

it('two that wait are two questions, each with its own answer; what was said stands under Approvals', async () => {
  const runIds = [await start(), await start()];
  await eventually(async () => expect(await questions().count()).toBe(2));
  await note(questions().first()).fill('not this one');
  await questions().first().getByRole('button', { name: 'Deny' }).click();
  await eventually(async () => expect(await questions().count()).toBe(1));
  await questions().getByRole('button', { name: 'Approve' }).click();
  const outputs = (await Promise.all(runIds.map(ended))).map(({ run }) => run.output);
  // Nothing typed is no note.
  expect(outputs.sort()).toEqual(['approved: null', 'denied: not this one']);
  await isAnswered();
  await app.page.getByRole('navigation').getByRole('button', { name: 'Approvals' }).click();
  for (const said of ['it is for the office', 'too dear', 'not this one']) await app.page.getByText(said).waitFor();
});
