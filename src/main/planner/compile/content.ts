import type { JsonObject } from '../../../shared/json.ts';
import { type Content, type Operand, originOf } from '../request.ts';
import { expression, literalText, type Place, quote } from './context.ts';
import { localTime } from './local-time.ts';
import { addressOf, labelOf, valueIn } from './values.ts';

const now = '$states.context.State.EnteredTime';
const lineBreak = "'\\n'";
const csvValue = `function($v) { ($s := $v = null ? '' : $string($v); $contains($s, /[",\\n]/) ? '"' & $replace($s, '"', '""') & '"' : $s) }`;

/** The text of one write or append. `exists` is the variable that says whether the file was there: a CSV file begins with its header. */
export function textFor(
  content: Content,
  path: string,
  mode: 'append' | 'write',
  exists: string | null,
  place: Place,
): string {
  const append = mode === 'append';
  switch (content.is) {
    case 'text':
      return content.text === '' ? '' : literalText(content.text.endsWith('\n') ? content.text : `${content.text}\n`);
    case 'date':
      return expression(`${localTime(place.shared, '[Y0001]-[M01]-[D01]')} & ${lineBreak}`);
    case 'time':
      return expression(`${localTime(place.shared, '[Y0001]-[M01]-[D01] [H01]:[m01]')} & ${lineBreak}`);
    case 'values': {
      const items = content.values.find(
        (operand) => operand.of === 'items' || operand.of === 'list' || operand.of === 'folder',
      );
      return expression(
        items === undefined
          ? valuesText(content.values, path, append, exists, place)
          : itemsText(items, path, exists, place),
      );
    }
  }
}

function valuesText(values: Operand[], path: string, append: boolean, exists: string | null, place: Place): string {
  const [only] = values;
  if (/\.csv$/i.test(path)) {
    const columns = Object.entries(rowOf(values, place)).map(([name, template]) => [name, inner(template)] as const);
    const header = `${columns.map(([name]) => name).join(',')}\n`;
    const line = `$join([${columns.map(([, jsonata]) => jsonata).join(', ')}].$csv($), ',') & ${lineBreak}`;
    return `($csv := ${csvValue}; ${exists === null ? JSON.stringify(header) : `($${exists} ? '' : ${JSON.stringify(header)})`} & ${line})`;
  }
  if (/\.jsonl?$|\.ndjson$/i.test(path))
    return `$string({${Object.entries(rowOf(values, place))
      .map(([name, template]) => `${quote(name)}: ${inner(template)}`)
      .join(', ')}}) & ${lineBreak}`;
  const shown = values.map((operand) =>
    values.length === 1
      ? `$string(${valueIn(operand, place)})`
      : `${quote(`${labelOf(operand)}: `)} & $string(${valueIn(operand, place)})`,
  );
  const text = shown.join(append ? " & ', ' & " : ` & ${lineBreak} & `);
  // A log is of use with its times; a file that holds the last value is that value.
  return append && only?.of !== 'text' && only?.of !== 'file'
    ? `${now} & ' ' & ${text} & ${lineBreak}`
    : `${text} & ${lineBreak}`;
}

function itemsText(items: Operand, path: string, exists: string | null, place: Place): string {
  const value = valueIn(items, place);
  if (/\.csv$/i.test(path)) {
    const header = `$join($keys.$csv($), ',') & ${lineBreak}`;
    const rows = `$join($map($rows, function($row) { $join($map($keys, function($key) { $csv($lookup($row, $key)) }), ',') }), ${lineBreak}) & ${lineBreak}`;
    return `($csv := ${csvValue}; $rows := [$map(${value}, function($i) { $type($i) = 'object' ? $i : {'item': $i} })]; $keys := [$keys($rows)]; $count($rows) = 0 ? '' : ${exists === null ? header : `($${exists} ? '' : ${header})`} & ${rows})`;
  }
  if (/\.json$/i.test(path)) return `$string(${value}, true) & ${lineBreak}`;
  return `$count(${value}) = 0 ? '' : $join($map(${value}, function($i) { ${lineOf(items)} }), ${lineBreak}) & ${lineBreak}`;
}

/** One entry of a list as a line: a feed's entry by its title and link, a record as JSON, anything else as it is. */
export function lineOf(items: Operand): string {
  return items.of === 'items' && items.field === 'entries'
    ? "$type($i) = 'object' ? $i.title & ($i.link != '' ? ' ' & $i.link : '') : $string($i)"
    : items.of === 'list'
      ? "$join($each($i, function($v) { $string($v) }), ' ')"
      : '$string($i)';
}

/** A row: when, what was read, and where from. */
export function rowOf(values: Operand[], place: Place): JsonObject {
  const row: JsonObject = { time: expression(now) };
  for (const operand of values) {
    const base = columnName(labelOf(operand));
    let column = base;
    for (let count = 2; column in row; count += 1) column = `${base}_${count}`;
    row[column] = expression(
      operand.of === 'list' || operand.of === 'folder' ? `$count(${valueIn(operand, place)})` : valueIn(operand, place),
    );
  }
  const [from] = values.map(originOf).filter((origin) => origin !== null);
  const address = from === undefined ? null : addressOf(from, place);
  if (address !== null && !('url' in row))
    row.url = 'url' in address ? address.url : expression(`$${address.variable}`);
  return row;
}

export function columnName(label: string): string {
  const name = label
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
  return /^[a-z_]/.test(name) ? name : `value_${name}`;
}

function inner(template: JsonObject[string]): string {
  const text = String(template);
  return text.startsWith('{%') ? text.slice(2, -2).trim() : quote(text);
}
