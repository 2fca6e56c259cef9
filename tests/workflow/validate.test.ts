/** Refusing a bad definition with its place and a remedy. Hunts: a problem that is missed, or told without help. */
import { describe, expect, it } from 'vitest';
import { resourceChecker } from '../../src/main/workers/resource-check.ts';
import { validateDefinition } from '../../src/main/workflow/validate/validate.ts';

const worker = {
  name: 'price checker',
  prompt: '',
  tools: [
    { tool: 'web_fetch', limits: { hosts: ['shop.example'] } },
    { tool: 'notify', limits: { channels: ['desktop'] } },
  ],
};
const check = (definition: unknown) =>
  validateDefinition(definition, { checkResource: resourceChecker([worker], ['Other flow']) });
const task = (fields: object) => ({
  Type: 'Task',
  Resource: 'worker:price checker/notify',
  Arguments: { title: 'x' },
  End: true,
  ...fields,
});
const machine = (states: object, startAt = Object.keys(states)[0]) => ({
  QueryLanguage: 'JSONata',
  StartAt: startAt,
  States: states,
});

describe('a good definition', () => {
  it('has no problems', () => {
    expect(check(machine({ Tell: task({}) }))).toEqual([]);
  });
});

describe('a bad definition is refused, naming the place and the remedy:', () => {
  const cases: Array<[string, unknown, { path: string; code: string; suggestion?: RegExp }]> = [
    [
      'a target that does not exist',
      machine({ Tell: task({ End: undefined, Next: 'Notfiy' }), Notify: task({}) }),
      { path: '/States/Tell/Next', code: 'unknown-state', suggestion: /Did you mean 'Notify'\?/ },
    ],
    [
      'a field that does not exist',
      machine({ Tell: task({ Argument: {} }) }),
      { path: '/States/Tell/Argument', code: 'unknown-field', suggestion: /'Arguments'/ },
    ],
    [
      'a tool that does not exist',
      machine({ Tell: task({ Resource: 'worker:price checker/notifi' }) }),
      { path: '/States/Tell/Resource', code: 'unknown-tool', suggestion: /'notify'/ },
    ],
    [
      'a tool the worker is not granted',
      machine({ Tell: task({ Resource: 'worker:price checker/file_read' }) }),
      { path: '/States/Tell/Resource', code: 'tool-not-granted' },
    ],
    [
      'a worker that does not exist',
      machine({ Tell: task({ Resource: 'worker:price cheker/notify' }) }),
      { path: '/States/Tell/Resource', code: 'unknown-worker', suggestion: /'price checker'/ },
    ],
    [
      'an argument that does not exist',
      machine({ Tell: task({ Arguments: { titel: 'x' } }) }),
      { path: '/States/Tell/Arguments', code: 'bad-arguments' },
    ],
    [
      'a state type that does not exist',
      machine({ Tell: { Type: 'Tsk', End: true } }),
      { path: '/States/Tell/Type', code: 'unknown-type', suggestion: /'Task'/ },
    ],
    [
      'JSONPath',
      machine({ Tell: task({ InputPath: '$' }) }),
      { path: '/States/Tell/InputPath', code: 'jsonpath', suggestion: /JSONata/ },
    ],
    [
      'an expression that does not parse',
      machine({ Tell: task({ Arguments: { title: '{% $x + %}' } }) }),
      { path: '/States/Tell/Arguments/title', code: 'expression-syntax' },
    ],
    [
      'a state nothing leads to',
      machine({ Tell: task({}), Alone: task({}) }),
      { path: '/States/Alone', code: 'unreachable-state' },
    ],
    [
      'a circle that cannot end',
      machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } }),
      { path: '/States/A', code: 'endless-cycle' },
    ],
    [
      'neither Next nor End',
      machine({ Tell: task({ End: undefined }) }),
      { path: '/States/Tell', code: 'missing-transition' },
    ],
    [
      'a time without an offset',
      machine({ W: { Type: 'Wait', Timestamp: '2027-01-31 08:00', End: true } }),
      { path: '/States/W/Timestamp', code: 'bad-time' },
    ],
    ['something that is no definition', 'hello', { path: '', code: 'bad-type' }],
  ];
  for (const [what, definition, expected] of cases) {
    it(what, () => {
      const problems = check(definition);
      const found = problems.find(({ path, code }) => path === expected.path && code === expected.code);
      expect(found, JSON.stringify(problems)).toBeDefined();
      if (expected.suggestion) expect(found?.suggestion).toMatch(expected.suggestion);
    });
  }

  it('and all of its problems are told at once', () => {
    const problems = check(
      machine({ A: task({ End: undefined, Next: 'Nowhere', Argument: 1 }), B: { Type: 'Wait', End: true } }),
    );
    expect(problems.map(({ code }) => code).sort()).toEqual([
      'bad-value',
      'unknown-field',
      'unknown-state',
      'unreachable-state',
    ]);
  });
});
