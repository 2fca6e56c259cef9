/** Values of a flow as a person writes them in a field, read by their kind. The window shows what is wrong at once; main has the last word. */
import type { OutlineEdit } from './domain/plan.ts';

export type ReadValue = { ok: true; value: string | number } | { ok: false; message: string };

/** `duration` gives whole seconds, `time` ISO 8601 with an offset. */
export function readValue(kind: OutlineEdit['kind'], text: string): ReadValue {
  const written = text.trim();
  switch (kind) {
    case 'number':
      return readNumber(written);
    case 'duration':
      return readDuration(written);
    case 'url':
      return isWebAddress(written)
        ? { ok: true, value: written }
        : wrong('Write a whole web address, such as https://shop.example/kettle.');
    case 'time': {
      const atMs = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(written) ? Date.parse(written) : Number.NaN;
      return Number.isNaN(atMs)
        ? wrong('Write the day and the time as 2027-01-31T08:00:00Z.')
        : { ok: true, value: new Date(atMs).toISOString() };
    }
    case 'text':
      if (written === '') return wrong('Write something: it cannot be empty.');
      return /^\{%[\s\S]*%\}$/.test(written)
        ? wrong('This would be an expression and not text. Write expressions in the Source tab.')
        : { ok: true, value: text };
  }
}

/** As it stands in the field at first: seconds as a person says them, anything else as it is. */
export function writtenValue({ kind, value }: Pick<OutlineEdit, 'kind' | 'value'>): string {
  return kind === 'duration' ? durationInWords(Number(value)) : value;
}

function wrong(message: string): ReadValue {
  return { ok: false, message };
}

function readNumber(written: string): ReadValue {
  // "1,200" and "$80" are written by people; a comma as a decimal sign could mean either, so it is asked.
  const plain = written.replace(/^[$€£]\s*/, '').replace(/\s*%$/, '');
  const digits = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain;
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(digits) || !Number.isFinite(Number(digits)))
    return wrong('Write a number, such as 80 or 79.50.');
  return { ok: true, value: Number(digits) };
}

const units: ReadonlyArray<[seconds: number, name: string, pattern: string]> = [
  [86_400, 'day', 'd(?:ays?)?'],
  [3600, 'hour', 'h(?:ours?|rs?)?'],
  [60, 'minute', 'm(?:in(?:ute)?s?)?'],
  [1, 'second', 's(?:ec(?:ond)?s?)?'],
];
const longestSeconds = 99_999_999;

function readDuration(written: string): ReadValue {
  const help = 'Write how long, such as 5 minutes, 1 hour 30 minutes or 2 days.';
  let rest = written
    .toLowerCase()
    .replace(/\band\b|,/g, ' ')
    .trim();
  if (rest === '') return wrong(help);
  let seconds = 0;
  for (const [size, , pattern] of units) {
    const found = new RegExp(`^(\\d+(?:\\.\\d+)?)\\s*${pattern}(?![a-z])\\s*`).exec(rest);
    if (!found) continue;
    seconds += Number(found[1]) * size;
    rest = rest.slice(found[0].length);
  }
  if (rest !== '' || !Number.isInteger(seconds)) return wrong(help);
  if (seconds > longestSeconds) return wrong('That is longer than a flow can wait: at most 1,157 days.');
  return { ok: true, value: seconds };
}

/** "1 hour 30 minutes" */
export function durationInWords(seconds: number): string {
  let rest = seconds;
  const parts = units.flatMap(([size, name]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  return parts.join(' ') || '0 seconds';
}

const webAddress = /^https?:\/\/[^\s/?#]+([/?#]\S*)?$/i;

/** By its form: this file runs where there is no URL parser. */
function isWebAddress(written: string): boolean {
  return webAddress.test(written);
}
