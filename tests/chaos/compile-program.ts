/** A program as a flow file, as `flow add` takes it. Each effect carries a tag: run, step, rounds of the loops and item it happened in. */
import type { AppendTo, Program, Step } from './program.ts';
import { tables } from './program.ts';

type State = Record<string, unknown>;

export interface Tools {
  /** `http://127.0.0.1:port` */
  server: string;
}

/** Where a step stands: loop variables around it, and whether it is in a Map. */
interface Place {
  loops: string[];
  inMap: boolean;
}

export function flowFile(program: Program, tools: Tools, schedule?: object): object {
  return {
    name: program.name,
    ...(schedule ? { schedule } : {}),
    workers: [
      {
        name: 'hand',
        prompt: 'Do the step.',
        tools: [
          { tool: 'table_insert', limits: { tables } },
          { tool: 'file_append', limits: { folders: ['.'] } },
          { tool: 'file_write', limits: { folders: ['.'] } },
          { tool: 'web_fetch', limits: { hosts: [new URL(tools.server).host] } },
        ],
      },
    ],
    definition: { QueryLanguage: 'JSONata', ...machine(program.steps, { loops: [], inMap: false }, tools) },
  };
}

/** Every machine begins and ends with a Pass, so that a step always has a next one. */
function machine(
  steps: readonly Step[],
  place: Place,
  tools: Tools,
): { StartAt: string; States: Record<string, State> } {
  const names = steps.map(({ name }) => name);
  const first = `Begin ${names[0]}`;
  const last = `End ${names[0]}`;
  const States: Record<string, State> = {
    [first]: { Type: 'Pass', Next: entryOf(steps[0], last) },
    [last]: { Type: 'Pass', Output: 'done', End: true },
  };
  for (const [index, step] of steps.entries())
    Object.assign(States, statesOf(step, entryOf(steps[index + 1], last), place, tools));
  return { StartAt: first, States };
}

function entryOf(step: Step | undefined, last: string): string {
  if (!step) return last;
  return step.kind === 'loop' ? `Before ${step.name}` : step.name;
}

function statesOf(step: Step, next: string, place: Place, tools: Tools): Record<string, State> {
  const { name } = step;
  const tag = tagOf(name, place);
  const task = (tool: string, args: object, more: State = {}): State => ({
    Type: 'Task',
    Resource: `worker:hand/${tool}`,
    Arguments: args,
    Next: next,
    ...more,
  });
  switch (step.kind) {
    case 'insert':
      return { [name]: task('table_insert', { table: step.table, row: { tag: `{% ${tag} %}` } }) };
    case 'append':
      return {
        [name]: task('file_append', {
          path: pathOf(step.to),
          text: `{% ${textOf(step.to, name, tag, place)} & '\n' %}`,
        }),
      };
    case 'write':
      return { [name]: task('file_write', { path: `{% 'written/' & ${fileNameOf(tag)} %}`, text: `{% ${tag} %}` }) };
    case 'get':
      return {
        [name]: task(
          'web_fetch',
          { url: urlOf(tools, tag, `delay=${step.delayMs}&fails=${step.fails}`) },
          { Retry: retry(6) },
        ),
      };
    case 'broken':
      return {
        [name]: task(
          'web_fetch',
          { url: urlOf(tools, tag, 'fails=1000000') },
          {
            ...(step.retries > 0 ? { Retry: retry(step.retries) } : {}),
            Catch: [{ ErrorEquals: ['Tool.HttpStatus'], Next: next }],
          },
        ),
      };
    case 'wait':
      return { [name]: { Type: 'Wait', Seconds: `{% ${step.seconds} %}`, Next: next } };
    case 'child':
      return { [name]: { Type: 'Task', Resource: `flow:${step.flow}`, Arguments: {}, Next: next } };
    case 'map':
      return {
        [name]: {
          Type: 'Map',
          Items: Array.from({ length: step.items }, (_item, index) => index),
          MaxConcurrency: step.concurrency,
          ItemProcessor: machine(step.body, { ...place, inMap: true }, tools),
          Next: next,
        },
      };
    case 'parallel':
      return {
        [name]: {
          Type: 'Parallel',
          Branches: step.branches.map((branch) => machine(branch, place, tools)),
          Next: next,
        },
      };
    case 'loop':
      return loopStates(step, next, place, tools);
    case 'approval': {
      const row = (status: string): State =>
        task('table_insert', { table: step.table, row: { tag: `{% ${tag} & '|${status}' %}` } });
      return {
        [name]: {
          Type: 'Task',
          Resource: 'approval',
          Arguments: { question: `{% ${tag} & '|${step.decision}' %}` },
          Catch: [{ ErrorEquals: ['Approval.Denied'], Next: `${name} denied` }],
          Next: `${name} approved`,
        },
        [`${name} approved`]: row('approved'),
        [`${name} denied`]: row('denied'),
      };
    }
  }
}

/** By a backward edge. */
function loopStates(step: Step & { kind: 'loop' }, next: string, place: Place, tools: Tools): Record<string, State> {
  const { name, body, times } = step;
  const variable = name.replace(' ', '');
  const more = `More of ${name}?`;
  const inside: Place = { ...place, loops: [...place.loops, variable] };
  const States: Record<string, State> = {
    [`Before ${name}`]: { Type: 'Pass', Assign: { [variable]: 0 }, Next: entryOf(body[0], more) },
    [more]: {
      Type: 'Choice',
      Choices: [
        {
          Condition: `{% $${variable} < ${times - 1} %}`,
          Assign: { [variable]: `{% $${variable} + 1 %}` },
          Next: entryOf(body[0], more),
        },
      ],
      Default: next,
    },
  };
  for (const [index, inner] of body.entries())
    Object.assign(States, statesOf(inner, entryOf(body[index + 1], more), inside, tools));
  return States;
}

function retry(maxAttempts: number): object[] {
  return [
    {
      ErrorEquals: ['Tool.HttpStatus'],
      IntervalSeconds: 1,
      BackoffRate: 1,
      MaxAttempts: maxAttempts,
      JitterStrategy: 'FULL',
    },
  ];
}

/** `run|step|rounds|item`, as expected-effects.ts writes it. */
function tagOf(name: string, { loops, inMap }: Place): string {
  const rounds = loops.length === 0 ? "''" : loops.map((variable) => `$string($${variable})`).join(" & '.' & ");
  const item = inMap ? '$string($states.context.Map.Item.Index)' : "''";
  return `$states.context.Execution.Id & '|${name}|' & ${rounds} & '|' & ${item}`;
}

function urlOf({ server }: Tools, tag: string, query: string): string {
  return `{% '${server}/get?${query}&tag=' & $encodeUrlComponent(${tag}) %}`;
}

function pathOf(to: AppendTo): string {
  return to === 'shared' ? 'shared/all.txt' : `{% '${to}/' & $states.context.Execution.Id & '.txt' %}`;
}

function textOf(to: AppendTo, name: string, tag: string, { inMap }: Place): string {
  return to === 'same' ? `'${name}'${inMap ? " & ' of ' & $string($states.context.Map.Item.Index)" : ''}` : tag;
}

function fileNameOf(tag: string): string {
  return `$replace($replace(${tag}, '|', '_'), ' ', '-') & '.txt'`;
}
