/** Definitions for what draws and tells flows. */
import type { State, StateMachine } from '../../src/shared/domain/flow-definition.ts';

const task = (next: string | null, more: object = {}): State =>
  ({
    Type: 'Task',
    Resource: 'worker:hand/web_fetch',
    Arguments: { url: 'http://shop.example/kettle' },
    ...(next === null ? { End: true } : { Next: next }),
    ...more,
  }) as State;

const machine = (StartAt: string, States: Record<string, State>): StateMachine => ({
  QueryLanguage: 'JSONata',
  StartAt,
  States,
});

export const branchingFlow = machine('Fetch', {
  Fetch: task('Cheap?', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Tell' }] }),
  'Cheap?': {
    Type: 'Choice',
    Choices: [{ Condition: '{% $price < 100 %}', Next: 'Tell' }],
    Default: 'Log',
  },
  Tell: { ...task(null), Resource: 'worker:hand/notify', Arguments: { title: 'Look' } } as State,
  Log: {
    ...task(null),
    Resource: 'worker:hand/table_insert',
    Arguments: { table: 'prices', row: { price: 1 } },
  } as State,
});

export const loopingFlow = machine('Fetch', {
  Fetch: task('Done?'),
  'Done?': { Type: 'Choice', Choices: [{ Condition: "{% $status = 'done' %}", Next: 'Tell' }], Default: 'Pause' },
  Pause: { Type: 'Wait', Seconds: 60, Next: 'Fetch' },
  Tell: task(null),
});

/** A Map with a Parallel in it. */
export const nestedFlow = machine('For each product', {
  'For each product': {
    Type: 'Map',
    Items: ['a', 'b'],
    ItemProcessor: {
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Left', States: { Left: task('Left on'), 'Left on': task(null) } },
            { StartAt: 'Right', States: { Right: task(null) } },
          ],
          End: true,
        } as State,
      },
    },
    Next: 'After',
  } as State,
  After: task(null),
});

/** `length` steps, every tenth of them a decision that may go back five. */
export function longFlow(length: number): StateMachine {
  const states: Record<string, State> = {};
  for (let index = 0; index < length; index += 1) {
    const next = `Step ${index + 1}`;
    const last = index === length - 1;
    states[`Step ${index}`] =
      index % 10 === 9 && !last
        ? { Type: 'Choice', Choices: [{ Condition: '{% $n > 3 %}', Next: `Step ${index - 5}` }], Default: next }
        : task(last ? null : next);
  }
  return machine('Step 0', states);
}
