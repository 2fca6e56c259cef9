/** A definition read back in English. Hunts: outlines that say less, more or something else than the flow does. */
import { describe, expect, it } from 'vitest';
import { describeTool } from '../../../src/main/flows/describe.ts';
import { effectsOf, outline } from '../../../src/main/orchestrator/outline.ts';
import { understand, writeFlow } from '../../../src/main/planner/index.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import type { OutlineStep } from '../../../src/shared/domain/plan.ts';

const context = { timezone: 'UTC', nowMs: Date.parse('2026-11-22T10:00:00Z') };

/** Indented lines; values between ‹ ›. */
function lines(steps: OutlineStep[], depth = 0): string[] {
  return steps.flatMap(({ parts, children }) => [
    '  '.repeat(depth) + parts.map(({ kind, text }) => (kind === 'value' ? `‹${text}›` : text)).join(''),
    ...lines(children, depth + 1),
  ]);
}

function definitionOf(request: string): StateMachine {
  const understood = understand(request, { ...context, flows: [], pending: null });
  if (understood.kind !== 'flow') throw new Error(`not a flow: ${JSON.stringify(understood)}`);
  return writeFlow(understood.request, context).definition;
}

const read = (request: string): string[] => lines(outline(definitionOf(request), describeTool));

describe('the outline of a flow the planner wrote', () => {
  it('tells if and else with the threshold as a value, in its currency', () => {
    expect(
      read(
        'Check http://h/product daily at 9am. If the price is below $100 notify me, else log it to the table price_log',
      ),
    ).toEqual([
      'Fetch the page ‹h/product›',
      'Find the ‹price› in it',
      'If the price is below ‹$100›',
      '  Notify you: ‹Price is $‹price›, below $100›',
      'Otherwise',
      '  Add a row to the table ‹price_log›',
    ]);
  });

  it('says a retry only where it was asked for, and what follows a failure', () => {
    expect(read('check http://h/api, retry 3 times, if it still fails send an alert; hourly')).toEqual([
      'Fetch the page ‹h/api›, trying up to ‹3› more times',
      'If it fails:',
      '  Notify you: ‹Alert: h/api still fails›',
    ]);
    expect(read('log the price of http://h/p to table t hourly')[0]).toBe('Fetch the page ‹h/p›');
  });

  it('tells a loop by its backward edge as "repeat until"', () => {
    expect(read("Repeat every 5 minutes until status of http://h/job.json is 'complete', then notify me")).toEqual([
      'Repeat until the status is ‹complete›',
      '  Fetch the page ‹h/job.json›',
      '  Find the ‹status› in it',
      '  Wait ‹5 minutes›',
      'Notify you: ‹Status is ‹status››',
    ]);
  });

  it('tells a loop left by its default as "repeat while"', () => {
    expect(read('While http://h/items has more pages append the items to all.csv, hourly')).toEqual([
      'Repeat while the next page is not empty',
      '  Fetch the page ‹‹nextPage››',
      '  See whether the file ‹all.csv› exists',
      '  Append to the file ‹all.csv›',
    ]);
  });

  it('tells a Map as "for each", with what happens in it', () => {
    expect(
      read(
        'For each product in [http://h/1, http://h/2] check the price; if it is under 50 add it to the alert list; when done, if the list is not empty send me a summary. Every day at 18:00',
      ),
    ).toEqual([
      'For each product of ‹h/1, h/2›:',
      '  Fetch the page ‹‹product››',
      '  Find the ‹price› in it',
      '  If the price is below ‹50›',
      '    Add it to the ‹alert list›',
      'If the alert list is not empty',
      '  Notify you: ‹‹alertList› on the alert list›',
    ]);
  });

  it('tells the cases of one decision as several ifs, and a ladder as otherwise, if', () => {
    expect(read('read http://h/user.json: if type is new send "a", if returning send "b"; hourly').slice(2)).toEqual([
      'If the type is ‹new›',
      '  Notify you: ‹a›',
      'If the type is ‹returning›',
      '  Notify you: ‹b›',
    ]);
    expect(
      read('If CPU is above 80% alert me, if above 90% send a critical alert. Check every minute').slice(1),
    ).toEqual([
      'If CPU is above ‹90%›',
      '  Notify you: ‹Critical alert: CPU is ‹cpu›%, above 90%›',
      'Otherwise, if CPU is above ‹80%›',
      '  Notify you: ‹Alert: CPU is ‹cpu›%, above 80%›',
    ]);
  });

  it('names the file of an existence test', () => {
    expect(read("if the file log.md exists append today's date to it, else create it; daily at 22:30")).toEqual([
      'See whether the file ‹log.md› exists',
      'If the file ‹log.md› exists',
      '  Append to the file ‹log.md›',
      'Otherwise',
      '  Write the file ‹log.md›',
    ]);
  });

  it('lists what a run may change or send', () => {
    expect(
      effectsOf(definitionOf('log the price of http://h/p to table t and notify me if it is below $5, hourly')),
    ).toEqual(['adds rows to t', 'notifies you on this desktop']);
  });
});

describe('the outline of a definition someone else wrote', () => {
  const notify = (title: string, next?: string) => ({
    Type: 'Task' as const,
    Resource: 'worker:w/notify',
    Arguments: { title },
    ...(next === undefined ? { End: true as const } : { Next: next }),
  });

  it('goes on after branches that meet again, and stops where they stop', () => {
    const definition: StateMachine = {
      StartAt: 'Decide',
      States: {
        Decide: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $states.input.n > 3 and $not($exists($states.input.name)) %}', Next: 'A' },
            { Condition: '{% $states.input.stop = true %}', Next: 'Halt' },
          ],
          Default: 'B',
        },
        A: notify('a', 'Last'),
        B: notify('b', 'Last'),
        Halt: { Type: 'Fail', Error: 'Stopped', Cause: 'enough' },
        Last: notify('last'),
      },
    };
    expect(lines(outline(definition, describeTool))).toEqual([
      'If the n is above ‹3› and the name is missing',
      '  Notify you: ‹a›',
      '  Notify you: ‹last›',
      'Otherwise, if the stop is ‹true›',
      '  Stop with the error ‹enough›',
      'Otherwise',
      '  Notify you: ‹b›',
      '  Go back to “‹Last›”',
    ]);
  });

  it('falls back to the Comment, then to the expression, for what it cannot put into words', () => {
    const choice = (Comment?: string): StateMachine => ({
      StartAt: 'C',
      States: {
        C: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $match($states.input.x, /a+/).index = 0 %}', Next: 'N', ...(Comment ? { Comment } : {}) },
          ],
          Default: 'Done',
        },
        N: notify('n'),
        Done: { Type: 'Succeed' },
      },
    });
    expect(lines(outline(choice('The text begins with a'), describeTool))[0]).toBe('If the text begins with a');
    expect(lines(outline(choice(), describeTool))[0]).toBe('If ‹$match($states.input.x, /a+/).index = 0›');
  });

  it('tells branches at the same time, agents, other flows and approvals', () => {
    const definition: StateMachine = {
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'X', States: { X: { Type: 'Task', Resource: 'flow:backup', End: true } } },
            {
              StartAt: 'Y',
              States: { Y: { Type: 'Task', Resource: 'worker:writer', Comment: 'write it up', End: true } },
            },
          ],
          Next: 'Ask',
        },
        Ask: { Type: 'Task', Resource: 'approval', Next: 'Wait' },
        Wait: { Type: 'Wait', Seconds: 90, End: true },
      },
    };
    expect(lines(outline(definition, describeTool))).toEqual([
      'At the same time:',
      '  Branch 1',
      '    Run the flow ‹backup›',
      '  Branch 2',
      '    Ask the model, as ‹writer›: write it up',
      'Ask you to approve',
      'Wait ‹90 seconds›',
    ]);
  });
});
