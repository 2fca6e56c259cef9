import type { Operand, Step } from '../request.ts';
import { rowOf, textFor } from './content.ts';
import { allow, call, expression, newVariable, type Place } from './context.ts';
import { connect, type Fragment, nothing } from './machine.ts';
import { labelOf, valueIn } from './values.ts';

export function compileInsert(step: Extract<Step, { do: 'insert' }>, place: Place): Fragment {
  const items = step.values.find((operand) => operand.of === 'items');
  if (items === undefined)
    return call(place, {
      name: `Add a row to ${step.table}`,
      tool: 'table_insert',
      args: { table: step.table, row: rowOf(step.values, place) },
    });
  return eachRow(step.table, items, place);
}

/** A list becomes a row an entry: a record's own fields, or the text. */
function eachRow(table: string, items: Operand, place: Place): Fragment {
  const inner = `Add the row to ${table}`;
  place.machine.names.add(inner);
  const row = expression(
    "$merge([{'time': $states.context.State.EnteredTime}, $type($states.input) = 'object' ? $states.input : {'item': $states.input}])",
  );
  allow(place.shared, 'table_insert', { table });
  return place.machine.single(`Add each of the ${labelOf(items)} to ${table}`, {
    Type: 'Map',
    Items: expression(valueIn(items, place)),
    MaxConcurrency: 1,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: inner,
      States: {
        [inner]: {
          Type: 'Task',
          Resource: `worker:${place.shared.worker}/table_insert`,
          Arguments: { table, row },
          End: true,
        },
      },
    },
  });
}

export function compileAppendOrWrite(step: Extract<Step, { do: 'append' | 'write' }>, place: Place): Fragment {
  const append = step.do === 'append';
  // A CSV file begins with its column names, written once.
  const withHeader = append && /\.csv$/i.test(step.path) && step.content.is === 'values';
  const exists = withHeader ? newVariable(place.shared, `${step.path} exists`) : null;
  const look =
    exists === null
      ? nothing
      : call(place, {
          name: `Look for ${step.path}`,
          tool: 'file_exists',
          args: { path: step.path },
          assign: { [exists]: '{% $states.result.exists %}' },
        });
  const change = call(place, {
    name: `${append ? 'Append to' : 'Write'} ${step.path}`,
    tool: append ? 'file_append' : 'file_write',
    args: { path: step.path, text: textFor(step.content, step.path, step.do, exists, place) },
  });
  return connect([look, change]);
}

export function compileCollect(step: Extract<Step, { do: 'collect' }>, place: Place): Fragment {
  const list = place.lists.get(step.list);
  if (list === undefined) throw new Error(`The list ${step.list} was not begun`);
  const { time, ...entry } = rowOf(step.values, place);
  const address = entry.url;
  // The address first: it is what tells the entries of a summary apart.
  const fields = Object.entries(address === undefined ? entry : { url: address, ...entry }).map(([name, template]) => {
    const text = String(template);
    return `'${name}': ${text.startsWith('{%') ? text.slice(2, -2).trim() : JSON.stringify(text)}`;
  });
  return place.machine.single(`Add it to the ${step.list}`, {
    Type: 'Pass',
    Assign: { [list]: expression(`$append($${list}, [{${fields.join(', ')}}])`) },
  });
}
