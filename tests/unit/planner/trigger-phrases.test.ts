/** Hunts: "how often?" asked where the user said what fires it, an address taken for a file, a schedule that is lost to a trigger. */
import { describe, expect, it } from 'vitest';
import { type PlannerContext, understand, writeFlow } from '../../../src/main/planner/index.ts';

const context: PlannerContext = {
  timezone: 'Europe/Berlin',
  nowMs: Date.parse('2026-11-22T10:00:00Z'),
  flows: [],
  pending: null,
};

function drafted(text: string) {
  const understood = understand(text, context);
  if (understood.kind !== 'flow') throw new Error(`${text}: ${JSON.stringify(understood)}`);
  return { ...writeFlow(understood.request, context), steps: understood.request.steps };
}

describe('what fires it is said instead of when', () => {
  it.each<[string, object, string]>([
    ['whenever todo.txt changes, notify me', { kind: 'file', path: 'todo.txt' }, 'todo.txt has changed'],
    [
      'Notify me when the file notes/todo.md is changed',
      { kind: 'file', path: 'notes/todo.md' },
      'notes/todo.md has changed',
    ],
    [
      'when a new file appears in the folder inbox, tell me',
      { kind: 'file', path: 'inbox/*', on: ['created'] },
      'There is something new in inbox',
    ],
    [
      'every time a file is added to inbox let me know',
      { kind: 'file', path: 'inbox/*', on: ['created'] },
      'There is something new in inbox',
    ],
    [
      'when the flow Kettle price fails notify me',
      { kind: 'flow', flow: 'Kettle price', on: 'failed' },
      'Kettle price failed',
    ],
    ['Alert me whenever the flow "Backup" finishes', { kind: 'flow', flow: 'Backup', on: 'any' }, 'Backup has run'],
    ['every time the app starts notify me "good morning"', { kind: 'app-start' }, 'good morning'],
    ['whenever my laptop wakes up, tell me "hello again"', { kind: 'wake' }, 'hello again'],
  ])('%s', (text, trigger, told) => {
    const draft = drafted(text);
    expect(draft.triggers).toEqual([expect.objectContaining(trigger)]);
    expect(draft.schedule).toBeNull();
    expect(draft.steps).toMatchObject([{ do: 'notify', message: { is: 'text', text: told } }]);
  });

  it('does what is asked for besides telling', () => {
    const { triggers, steps } = drafted("whenever todo.txt changes, append today's date to log.md");
    expect(triggers).toMatchObject([{ kind: 'file', path: 'todo.txt' }]);
    expect(steps).toMatchObject([{ do: 'append', path: 'log.md' }]);
  });
});

it.each([
  'every hour, when todo.txt changes notify me',
  'check every 10 minutes whether http://h/a.html changes and notify me',
])('leaves it to the clock: %s', (text) => {
  const understood = understand(text, context);
  if (understood.kind === 'flow') expect(writeFlow(understood.request, context).triggers).toBeUndefined();
});

it.each(['notify me when http://h/page.html changes', 'tell me when example.com changes'])(
  'still asks how often: %s',
  (text) => {
    expect(understand(text, context)).not.toMatchObject({ kind: 'flow' });
  },
);
