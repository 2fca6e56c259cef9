/**
 * Takes known secrets out of what leaves the process: log lines, errors and results on their way to the journal.
 * Owns: the values that were read or written since the start. One that was never read cannot have got anywhere.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import type { SecretName } from './secrets.ts';

export class Redactor {
  /** Every form of a value -> what stands in its place; longest first, so that a part never leaves the rest behind. */
  #forms: [form: string, mark: string][] = [];

  learn(name: SecretName, value: string): void {
    const mark = `[secret ${name}]`;
    const known = new Map(this.#forms);
    for (const form of formsOf(value)) known.set(form, mark);
    this.#forms = [...known].sort(([a], [b]) => b.length - a.length);
  }

  /** Characters of the longest text that is taken out. */
  get longestForm(): number {
    return this.#forms[0]?.[0].length ?? 0;
  }

  text(text: string): string {
    let redacted = text;
    for (const [form, mark] of this.#forms) if (redacted.includes(form)) redacted = redacted.replaceAll(form, mark);
    return redacted;
  }

  /** The same value, copied only where something was taken out. */
  json<T extends JsonValue>(value: T): T;
  json(value: JsonValue): JsonValue {
    if (this.#forms.length === 0) return value;
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) {
      const members = value.map((member) => this.json(member));
      return members.some((member, index) => member !== value[index]) ? members : value;
    }
    return isJsonObject(value) ? this.#object(value) : value;
  }

  #object(value: JsonObject): JsonObject {
    let changed = false;
    const entries = Object.entries(value).map(([name, member]): [string, JsonValue] => {
      const entry: [string, JsonValue] = [this.text(name), this.json(member)];
      changed ||= entry[0] !== name || entry[1] !== member;
      return entry;
    });
    return changed ? Object.fromEntries(entries) : value;
  }
}

/** As it is, in an address and a form, in JSON and HTML, and as an authorization header would carry it. */
function formsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const base64 = Buffer.from(value, 'utf8').toString('base64');
  const inAddress = encodeURIComponent(value);
  return [
    ...[value, encodeURI(value), inAddress, inAddress.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())],
    new URLSearchParams([['', value]]).toString().slice(1),
    ...[json, json.replaceAll('/', '\\/'), inHtml(value)],
    ...[base64, base64.replace(/=+$/, ''), Buffer.from(value, 'utf8').toString('base64url')],
  ];
}

function inHtml(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
