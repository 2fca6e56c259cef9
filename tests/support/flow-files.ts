/** Flows as files, as `flow add` takes them. Each does something a test can count. */
import type { ScheduleSpec } from '../../src/shared/domain/schedule.ts';
import { testTimezone } from './test-environment.ts';

interface FlowFile {
  name: string;
  schedule?: string | ScheduleSpec;
  workers: Array<{ name: string; prompt: string; tools: Array<{ tool: string; limits: Record<string, unknown> }> }>;
  definition: { QueryLanguage: 'JSONata'; StartAt: string; States: Record<string, Record<string, unknown>> };
}

const worker = (tools: Record<string, Record<string, unknown>>): FlowFile['workers'] => [
  { name: 'hand', prompt: 'Do the step.', tools: Object.entries(tools).map(([tool, limits]) => ({ tool, limits })) },
];

/** Fetches one address; `fields` are added to the Task (Retry, Catch …), `states` beside it. */
export function fetchFlow(
  url: string,
  options: { arguments?: object; fields?: object; states?: Record<string, Record<string, unknown>> } = {},
): FlowFile {
  return {
    name: 'Fetch a page',
    workers: worker({
      web_fetch: { hosts: [new URL(url).host] },
      extract: {},
      notify: { channels: ['desktop'] },
    }),
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Fetch',
      States: {
        Fetch: {
          Type: 'Task',
          Resource: 'worker:hand/web_fetch',
          Arguments: { url, ...options.arguments },
          ...(options.states ? {} : { End: true }),
          ...options.fields,
        },
        ...options.states,
      },
    },
  };
}

/** Adds a row, waits, adds another one. */
export function waitFlow(seconds: number): FlowFile {
  const row = (step: string, next: object) => ({
    Type: 'Task',
    Resource: 'worker:hand/table_insert',
    Arguments: { table: 'steps', row: { step } },
    ...next,
  });
  return {
    name: 'Two rows and a wait',
    workers: worker({ table_insert: { tables: ['steps'] } }),
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Before',
      States: {
        Before: row('before', { Next: 'Wait' }),
        Wait: { Type: 'Wait', Seconds: seconds, Next: 'After' },
        After: row('after', { End: true }),
      },
    },
  };
}

/** Adds a row each time it fires; says nothing itself. */
export function rowFlow(name: string, schedule?: string | ScheduleSpec): FlowFile {
  return {
    name,
    ...(schedule === undefined ? {} : { schedule }),
    workers: worker({ table_insert: { tables: ['firings'] } }),
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Note it',
      States: {
        'Note it': {
          Type: 'Task',
          Resource: 'worker:hand/table_insert',
          Arguments: { table: 'firings', row: { flow: name } },
          End: true,
        },
      },
    },
  };
}

/** Fires once, this far ahead. */
export function onceIn(ms: number): ScheduleSpec & { kind: 'at' } {
  const at = new Date(Date.now() + ms).toISOString();
  return { kind: 'at', at: [at], timezone: testTimezone, text: `at ${at}` };
}

/** Runs one script as a flow does, under the grants given; its result is the flow's output. */
export function scriptFlow(
  language: 'python' | 'javascript',
  args: Record<string, unknown>,
  tools: Record<string, Record<string, unknown>> = {},
): FlowFile {
  return {
    name: 'A script',
    workers: worker({ [`execute_${language}`]: { folders: ['scripts'] }, ...tools }),
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Run',
      States: { Run: { Type: 'Task', Resource: `worker:hand/execute_${language}`, Arguments: args, End: true } },
    },
  };
}
