/** One flow with everything a crash can fall into: a Task of each effect class, Choice, Wait, Retry, Catch, Parallel and Map. */
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';

const mapped = ['a', 'b', 'c'];

/** Caught where its outcome is unknown, and noted. */
const sending = (next: object) => ({
  Type: 'Task' as const,
  Resource: 'worker:w/send',
  Assign: { sent: true },
  Catch: [{ ErrorEquals: ['Worker.OutcomeUnknown'], Assign: { sent: 'unknown' }, Next: 'Not known' }],
  ...next,
});

export const crashFlow = {
  StartAt: 'Look',
  States: {
    Look: {
      Type: 'Task',
      Resource: 'worker:w/look',
      Arguments: { n: 21 },
      Assign: { n: '{% $states.result.n %}' },
      Next: 'Enough?',
    },
    'Enough?': { Type: 'Choice', Choices: [{ Condition: '{% $n > 1 %}', Next: 'Row' }], Default: 'Not enough' },
    'Not enough': { Type: 'Fail', Error: 'Too.Little' },
    Row: { Type: 'Task', Resource: 'worker:w/row', TimeoutSeconds: 30, Next: 'File' },
    File: { Type: 'Task', Resource: 'worker:w/file', Next: 'Wait' },
    Wait: { Type: 'Wait', Seconds: 60, Next: 'Flaky' },
    Flaky: {
      Type: 'Task',
      Resource: 'worker:w/flaky',
      Arguments: { retry: '{% $states.context.State.RetryCount %}' },
      Retry: [{ ErrorEquals: ['Tool.Flaky'], IntervalSeconds: 5, MaxAttempts: 3 }],
      Next: 'Broken',
    },
    Broken: {
      Type: 'Task',
      Resource: 'worker:w/broken',
      Catch: [{ ErrorEquals: ['Tool.Broken'], Assign: { broken: '{% $states.errorOutput.Error %}' }, Next: 'Send' }],
      End: true,
    },
    Send: sending({ Next: 'Fan' }),
    'Not known': { Type: 'Pass', Next: 'Fan' },
    Fan: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'Row of branch',
          States: {
            'Row of branch': { Type: 'Task', Resource: 'worker:w/row', Next: 'Look of branch' },
            'Look of branch': { Type: 'Task', Resource: 'worker:w/look', Arguments: { n: 3 }, End: true },
          },
        },
        {
          StartAt: 'Wait of branch',
          States: {
            'Wait of branch': { Type: 'Wait', Seconds: 30, Next: 'Send of branch' },
            'Send of branch': sending({ End: true }),
            'Not known': { Type: 'Pass', Output: 'not known', End: true },
          },
        },
        {
          StartAt: 'File of branch',
          States: { 'File of branch': { Type: 'Task', Resource: 'worker:w/file', End: true } },
        },
      ],
      Output: "{% $count($states.result) & ' branches' %}",
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      Items: mapped,
      MaxConcurrency: 2,
      ItemProcessor: {
        StartAt: 'Row of item',
        States: {
          'Row of item': { Type: 'Task', Resource: 'worker:w/row', Next: 'File of item' },
          'File of item': {
            Type: 'Task',
            Resource: 'worker:w/file',
            Output: '{% $states.context.Map.Item.Value %}',
            End: true,
          },
        },
      },
      Next: 'Sum',
    },
    Sum: {
      Type: 'Task',
      Resource: 'worker:w/look',
      Arguments: { n: '{% $n + $count($states.input) %}' },
      Output: { n: '{% $states.result.n %}', broken: '{% $broken %}', sent: '{% $sent %}' },
      Next: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
} as unknown as StateMachine;

/** Where an effect happens: `scope state`. */
export const transactionalSteps = [
  ' Row',
  '/Fan[0] Row of branch',
  ...mapped.map((_item, index) => `/Each[${index}] Row of item`),
].sort();
export const idempotentSteps = [
  ' Broken',
  ' File',
  '/Fan[2] File of branch',
  ...mapped.map((_item, index) => `/Each[${index}] File of item`),
].sort();
export const unsafeSteps = [' Send', '/Fan[1] Send of branch'].sort();
