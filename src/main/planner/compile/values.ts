import type { Literal, Operand, Origin } from '../request.ts';
import { keyOf, type Place, quote } from './context.ts';

/** The JSONata of an operand's value at this place. */
export function valueIn(operand: Operand, place: Place): string {
  if (operand.of === 'list') return `$${place.lists.get(operand.list) ?? 'alertList'}`;
  if (operand.of === 'count') return `$count(${valueIn(operand.what, place)})`;
  if ('from' in operand && operand.from.at === 'item' && place.item !== null) {
    const { kind, variable } = place.item;
    if (kind === 'value') return operand.of === 'field' ? `$${variable}.${path(operand.field)}` : `$${variable}`;
    if (kind === 'page') return '$pageItems';
  }
  const variable = place.values.get(keyOf(operand));
  if (variable === undefined) throw new Error(`No step gives a value to ${keyOf(operand)}`);
  return `$${variable}`;
}

function path(field: string): string {
  return field
    .split('.')
    .map((part) => (/^[A-Za-z_]\w*(?:\[\d+\])?$/.test(part) ? part : `\`${part}\``))
    .join('.');
}

/** What a value is called, in words: "price", "CPU", "rates.EUR". */
export function labelOf(operand: Operand): string {
  switch (operand.of) {
    case 'field':
      return operand.field;
    case 'text':
      return 'text';
    case 'items':
      return operand.mentioning === null
        ? `${operand.onlyNew ? 'new ' : ''}${operand.field}`
        : `${operand.onlyNew ? 'new ' : ''}${operand.field} that mention ${operand.mentioning}`;
    case 'metric':
      return { cpu: 'CPU', memory: 'memory', disk: 'disk', freeMemory: 'free memory', freeDisk: 'free disk space' }[
        operand.metric
      ];
    case 'list':
      return operand.list;
    case 'count':
      return `number of ${labelOf(operand.what)}`;
    case 'file':
      return operand.path;
    case 'folder':
      return operand.onlyNew ? `new files in ${operand.path === '.' ? 'the workspace' : operand.path}` : operand.path;
  }
}

/** The value as people read it, as a JSONata string expression. */
export function shownValue(operand: Operand, unit: Literal['unit'], place: Place): string {
  const value = valueIn(operand, place);
  if (operand.of === 'metric') return `$round(${value}) & '%'`;
  if (isCount(operand)) return `$count(${value})`;
  if (unit === '%') return `${value} & '%'`;
  if (unit !== null) return `${quote(unit)} & $formatNumber(${value}, '#,##0.00')`;
  return value;
}

export function shownLiteral({ value, unit }: Literal): string {
  if (unit === '%') return `${String(value)}%`;
  return unit === null ? String(value) : `${unit}${String(value)}`;
}

export function isCount(operand: Operand): boolean {
  return operand.of === 'items' || operand.of === 'list' || operand.of === 'folder';
}

/** The address something comes from: a template or text. Null when it comes from none. */
export function addressOf(origin: Origin, place: Place): { url: string } | { variable: string } | null {
  if (origin.at === 'url') return { url: origin.url };
  if (place.item?.kind === 'address') return { variable: place.item.variable };
  return place.item?.url === null || place.item === null ? null : { url: place.item.url };
}

/** "shop.example/kettle" */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\//i, '').replace(/\/$/, '');
}

export function durationWords(seconds: number): string {
  const units: Array<[number, string]> = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ];
  for (const [size, unit] of units)
    if (seconds >= size && seconds % size === 0) return `${seconds / size} ${unit}${seconds === size ? '' : 's'}`;
  return `${seconds} second${seconds === 1 ? '' : 's'}`;
}
