import type { MapState, WaitState } from '../../shared/domain/flow-definition.ts';
import type { OutlinePart } from '../../shared/domain/plan.ts';
import type { JsonValue } from '../../shared/json.ts';

export const text = (words: string): OutlinePart => ({ kind: 'text', text: words });
export const value = (words: string): OutlinePart => ({ kind: 'value', text: words });

/** The JSONata of a `{% … %}` template; null for any other value. */
export function expressionOf(template: JsonValue | undefined): string | null {
  const match = typeof template === 'string' ? /^\{%([\s\S]*)%\}$/.exec(template) : null;
  return match === null ? null : (match[1] ?? '').trim();
}

const spellings: Record<string, string> = { cpu: 'CPU', url: 'address', id: 'ID', api: 'API' };

/** `alertList`, `price_log` -> "alert list", "price log" */
export function words(name: string): string {
  const parts = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])(\d+)$/, '$1 $2')
    .trim()
    .split(' ');
  return parts.map((part) => spellings[part.toLowerCase()] ?? part.toLowerCase()).join(' ');
}

export function durationParts(state: WaitState): OutlinePart[] {
  if (state.Timestamp !== undefined) return [text('until '), value(shown(state.Timestamp))];
  const seconds = state.Seconds ?? 0;
  if (typeof seconds === 'string') return [value(shown(seconds)), text(' seconds')];
  const units: Array<[number, string]> = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ];
  for (const [size, unit] of units)
    if (seconds >= size && seconds % size === 0)
      return [value(`${seconds / size} ${unit}${seconds === size ? '' : 's'}`)];
  return [value(`${seconds} second${seconds === 1 ? '' : 's'}`)];
}

/** "For each product in a, b:" from the items, and the state's own name for what they are. */
export function itemsParts(name: string, state: MapState): OutlinePart[] {
  const noun = /^for each (.+)$/i.exec(name)?.[1] ?? 'item';
  if (Array.isArray(state.Items))
    return [
      text(`For each ${noun} of `),
      value(
        state.Items.map((item) =>
          typeof item === 'string' ? item.replace(/^https?:\/\//, '') : JSON.stringify(item),
        ).join(', '),
      ),
      text(':'),
    ];
  const items = expressionOf(state.Items);
  const variable = items === null ? null : /^\$(\w+)$/.exec(items);
  if (variable !== null) return [text(`For each of the `), value(words(variable[1] ?? '')), text(':')];
  return items === null ? [text(`For each ${noun}:`)] : [text(`For each ${noun} of `), value(items), text(':')];
}

function shown(template: string): string {
  const jsonata = expressionOf(template);
  if (jsonata === null) return template;
  const variable = /^\$(\w+)$/.exec(jsonata);
  return variable === null ? jsonata : `the ${words(variable[1] ?? '')}`;
}
