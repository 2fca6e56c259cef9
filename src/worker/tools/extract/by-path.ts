/** extract's `path`: a JSONPath-like path, read as JSONata, which is what flows are written in. */
import jsonata from 'jsonata';
import type { JsonValue } from '../../../shared/json.ts';
import { toolFailure } from '../../tool.ts';
import type { Finding } from './finding.ts';
import { KIND_WORDS, type Source } from './source.ts';

/** With `all` an array is its entries, otherwise one value. */
export async function findByPath(source: Source, path: string, all: boolean): Promise<Finding[]> {
  if (source.kind !== 'json')
    throw toolFailure(
      'Tool.NotFound',
      `The path ${path} needs JSON, but this is ${KIND_WORDS[source.kind]}: use field or selector.`,
      { path },
    );
  let value: unknown;
  try {
    value = await jsonata(toJsonata(path)).evaluate(source.json);
  } catch (error) {
    const { message } = error as { message?: string };
    throw toolFailure(
      'Tool.BadArguments',
      `The path ${path} cannot be read: ${message ?? 'it is not a path'}. Write it like $.items[0].price.`,
      { path },
    );
  }
  if (value === undefined) return [];
  // JSONata marks its sequences with hidden properties; what leaves here is plain JSON.
  const plain = JSON.parse(JSON.stringify(value)) as JsonValue;
  const foundBy = `the path ${path}`;
  return all && Array.isArray(plain) ? plain.map((entry) => ({ value: entry, foundBy })) : [{ value: plain, foundBy }];
}

/** JSONPath's spellings that JSONata writes differently: `[*]`, `..`, `['key']`. */
function toJsonata(path: string): string {
  return path
    .replace(/\[\s*\*\s*\]/g, '')
    .replace(/\[\s*(['"])((?:(?!\1).)*)\1\s*\]/g, (_match, _quote, key: string) => `.\`${key}\``)
    .replace(/\.\.(?=[\w`$])/g, '.**.')
    .replace(/^\$?\.(?=[\w`*])/, '$.')
    .replace(/^\$\[/, '$$[');
}
