/** What earlier runs saw: the app keeps it in tables of the user, where it can be looked at. */
import type { Operand } from '../request.ts';
import { allow, call, expression, keyOf, newVariable, type Place } from './context.ts';
import { connect, type Fragment } from './machine.ts';
import { labelOf, valueIn } from './values.ts';

const LAST_SEEN = 'last_seen';
const SEEN_ENTRIES = 'seen_entries';
const now = '{% $states.context.State.EnteredTime %}';

type Listed = Extract<Operand, { of: 'items' | 'folder' }>;

/** Looks up the value of the last run, and keeps the new one when it differs. */
export function remembered(operand: Operand, place: Place): Fragment {
  const label = labelOf(operand);
  const last = newVariable(place.shared, `last ${label}`);
  place.values.set(`last:${keyOf(operand)}`, last);
  place.shared.assumptions.add(
    `The first run only remembers the ${label}; later runs compare with it. It is kept in the table ${LAST_SEEN}.`,
  );
  const value = valueIn(operand, place);
  const source = sourceOf(operand, place);
  const look = call(place, {
    name: `Look up the last ${label}`,
    tool: 'table_query',
    args: { table: LAST_SEEN, where: { source, what: label }, orderBy: 'time', descending: true, limit: 1 },
    assign: { [last]: '{% $count($states.result.rows) = 0 ? null : $states.result.rows[0].value %}' },
  });
  const test = {
    Type: 'Choice' as const,
    Choices: [{ Condition: expression(`$${last} = null or $${last} != ${value}`), Next: '' }],
  };
  const choice = place.machine.add(`Is the ${label} new?`, test);
  const keep = call(place, {
    name: `Remember the ${label}`,
    tool: 'table_insert',
    args: { table: LAST_SEEN, row: { time: now, source, what: label, value: expression(value) } },
  });
  // There is no such table before the first run.
  look.state.Catch = [{ ErrorEquals: ['Tool.NotFound'], Next: choice, Assign: { [last]: null } }];
  for (const rule of test.Choices) rule.Next = keep.start;
  for (const exit of look.exits) exit(choice);
  return {
    start: look.start,
    exits: [...keep.exits, place.machine.through((next) => Object.assign(test, { Default: next }))],
  };
}

/** Leaves only the entries no earlier run has shown, and those that mention a word; remembers them. */
export function narrowed(operand: Listed, all: string, place: Place): Fragment {
  const field = operand.of === 'folder' ? 'files' : operand.field;
  const mentioning = operand.of === 'folder' ? null : operand.mentioning;
  const kept = newVariable(place.shared, `${operand.onlyNew ? 'new ' : 'matching '}${field}`);
  place.values.set(keyOf(operand), kept);
  const mention =
    mentioning === null ? null : `$contains($lowercase($string($entry)), ${JSON.stringify(mentioning.toLowerCase())})`;
  if (!operand.onlyNew)
    return filter(place, `Keep those that mention ${mentioning ?? ''}`, kept, all, mention ?? 'true');
  const source = sourceOf(operand, place);
  place.shared.assumptions.add(
    `New means: not shown by an earlier run. What was shown is kept in the table ${SEEN_ENTRIES}; the first run shows all there is.`,
  );
  const seen = newVariable(place.shared, `seen ${field}`);
  const look = call(place, {
    name: `Look up the ${field} seen before`,
    tool: 'table_query',
    args: { table: SEEN_ENTRIES, where: { source }, orderBy: 'time', descending: true, limit: 1000 },
    assign: { [seen]: '{% [$states.result.rows.entry] %}' },
  });
  const keep = filter(
    place,
    `Keep the new ${field}${mentioning === null ? '' : ` that mention ${mentioning}`}`,
    kept,
    all,
    [`$not(${identity('$entry')} in $${seen})`, ...(mention === null ? [] : [mention])].join(' and '),
  );
  if (keep.start !== null)
    look.state.Catch = [{ ErrorEquals: ['Tool.NotFound'], Next: keep.start, Assign: { [seen]: [] } }];
  const insert = {
    Type: 'Task' as const,
    Resource: `worker:${place.shared.worker}/table_insert`,
    Arguments: { table: SEEN_ENTRIES, row: { time: now, source, entry: expression(identity('$states.input')) } },
    End: true,
  };
  allow(place.shared, 'table_insert', insert.Arguments);
  const name = `Remember the ${field === 'entries' ? 'entry' : field === 'files' ? 'file' : 'item'}`;
  place.machine.names.add(name);
  const remember = place.machine.single(`Remember the new ${field}`, {
    Type: 'Map',
    Items: expression(`$${kept}`),
    MaxConcurrency: 1,
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: name, States: { [name]: insert } },
  });
  return connect([look, keep, remember]);
}

function filter(place: Place, name: string, kept: string, all: string, test: string): Fragment {
  return place.machine.single(name, {
    Type: 'Pass',
    Comment: name,
    Assign: { [kept]: expression(`[$filter($${all}, function($entry) { ${test} })]`) },
  });
}

/** What tells entries apart: a feed's entry by its id or link, anything else as it is. */
function identity(entry: string): string {
  return `[${entry}.id, ${entry}.link, ${entry}.title, $string(${entry})][$ != ''][0]`;
}

function sourceOf(operand: Operand, place: Place): string {
  if (operand.of === 'folder') return `folder:${operand.path}`;
  if (!('from' in operand)) return labelOf(operand);
  if (operand.from.at === 'url') return operand.from.url;
  return place.item === null ? 'item' : expression(`$string($${place.item.variable})`);
}
