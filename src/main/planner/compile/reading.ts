import type { Retrier } from '../../../shared/domain/flow-definition.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Operand, Origin, Step } from '../request.ts';
import { call, expression, keyOf, newVariable, type Place, reading } from './context.ts';
import { connect, type Fragment, nothing } from './machine.ts';
import { narrowed } from './memory.ts';
import { labelOf, shortAddress } from './values.ts';

type Fetch = Extract<Step, { do: 'fetch' }>;

export const DEFAULT_RETRIES = 2;
const networkErrors = ['Tool.HttpStatus', 'Tool.Unreachable', 'Tool.Timeout', 'States.Timeout'];
const FETCH_TIMEOUT_SECONDS = 60;

/** Fetches a source and takes out of it what the request speaks of. The fetch comes back apart, for its Catch. */
export function compileFetch(step: Fetch, place: Place): { fetched: Fragment & { state: JsonObject }; all: Fragment } {
  const page = newVariable(place.shared, 'page');
  const fetched = call(place, {
    name: fetchName(step.from, place),
    ...reading(place.shared, urlTemplate(step.from, place), step.from.at === 'url' ? [step.from.url] : itemUrls(place)),
    ...(step.read.length > 0 ? { assign: { [page]: '{% $states.result.page %}' } } : {}),
    retry: retryOf(step),
    timeoutSeconds: FETCH_TIMEOUT_SECONDS,
    hosts: step.from.at === 'item' ? itemUrls(place) : [],
  });
  const reads = step.read.map((operand) => compileRead(operand, page, place));
  return { fetched, all: connect([fetched, ...reads]) };
}

function itemUrls(place: Place): string[] {
  return place.item?.url?.split('\n') ?? [];
}

export function urlTemplate(from: Origin, place: Place): string {
  return from.at === 'url' ? from.url : expression(`$${place.item?.variable ?? 'item'}`);
}

function fetchName(from: Origin, place: Place): string {
  if (from.at === 'item') return `Fetch the ${place.item?.noun ?? 'page'}`;
  return place.shared.manyUrls ? `Fetch ${shortAddress(from.url)}` : 'Fetch the page';
}

function compileRead(operand: Operand, page: string, place: Place): Fragment {
  if (operand.of === 'items') {
    const all = newVariable(place.shared, operand.field);
    const found = call(place, {
      name: `Read the ${operand.field}`,
      tool: 'extract',
      args: { source: expression(`$${page}`), field: operand.field, all: true },
      assign: { [all]: '{% $states.result.values %}' },
    });
    if (operand.onlyNew || operand.mentioning !== null) return connect([found, narrowed(operand, all, place)]);
    place.values.set(keyOf(operand), all);
    return found;
  }
  if (operand.of !== 'field' && operand.of !== 'text') return nothing;
  const label = labelOf(operand);
  const variable = newVariable(place.shared, label);
  place.values.set(keyOf(operand), variable);
  const how: JsonObject =
    operand.of === 'field' && /[.[]/.test(operand.field) ? { path: `$.${operand.field}` } : { field: label };
  return call(place, {
    name: `Read the ${label}`,
    tool: 'extract',
    args: { source: expression(`$${page}`), ...how },
    assign: { [variable]: '{% $states.result.value %}' },
  });
}

/** Only a retry the user asked for is said in the outline; the default one says that it is. */
export function retryOf(step: Pick<Fetch, 'retries' | 'retryEverySeconds'>): Retrier[] {
  if (step.retries === 0) return [];
  if (step.retries === null)
    return [
      {
        ErrorEquals: networkErrors,
        IntervalSeconds: 2,
        MaxAttempts: DEFAULT_RETRIES,
        BackoffRate: 2,
        Comment: 'Default',
      },
    ];
  const every = step.retryEverySeconds;
  return [
    {
      ErrorEquals: ['States.ALL'],
      IntervalSeconds: every ?? 2,
      MaxAttempts: step.retries,
      BackoffRate: every === null ? 2 : 1,
    },
  ];
}

/** One reading of this computer's load gives every metric. */
export function compileMeasure(place: Place): Fragment {
  const assign: JsonObject = {};
  for (const metric of ['cpu', 'memory', 'disk'] as const) {
    const variable = newVariable(place.shared, metric);
    place.values.set(keyOf({ of: 'metric', metric }), variable);
    assign[variable] = `{% $states.result.${metric}Percent %}`;
  }
  for (const [metric, used] of [
    ['freeMemory', 'memory'],
    ['freeDisk', 'disk'],
  ] as const) {
    const variable = newVariable(place.shared, metric);
    place.values.set(keyOf({ of: 'metric', metric }), variable);
    assign[variable] = `{% 100 - $states.result.${used}Percent %}`;
  }
  return call(place, { name: 'Measure this computer', tool: 'system_info', args: {}, assign });
}

export function compileLook(operand: Operand, place: Place): Fragment {
  if (operand.of === 'file') {
    const variable = newVariable(place.shared, `text of ${operand.path}`);
    place.values.set(keyOf(operand), variable);
    return call(place, {
      name: `Read ${operand.path}`,
      tool: 'file_read',
      args: { path: operand.path },
      assign: { [variable]: '{% $states.result.text %}' },
    });
  }
  if (operand.of !== 'folder') return nothing;
  const variable = newVariable(place.shared, 'files');
  if (!operand.onlyNew) place.values.set(keyOf(operand), variable);
  const where = operand.path === '.' ? 'the workspace' : operand.path;
  const listed = call(place, {
    name: `List the files in ${where}`,
    tool: 'file_list',
    args: { folder: operand.path },
    assign: { [variable]: '{% [$states.result.files.path] %}' },
  });
  // A folder that is not there has no files.
  const none = place.machine.single(`No folder ${where}`, { Type: 'Pass', Assign: { [variable]: [] } });
  listed.state.Catch = [{ ErrorEquals: ['Tool.NotFound'], Next: none.start }];
  const all: Fragment = { start: listed.start, exits: [...listed.exits, ...none.exits] };
  return operand.onlyNew ? connect([all, narrowed(operand, variable, place)]) : all;
}
