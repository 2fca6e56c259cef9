import { type ExtractArguments, type ExtractResult, extract } from '../../../shared/tools/extract.ts';
import { type ToolContext, toolFailure, workerTool } from '../../tool.ts';
import { findByField, placesOf } from './by-field.ts';
import { findByPath } from './by-path.ts';
import { findByPattern } from './by-pattern.ts';
import { findBySelector } from './by-selector.ts';
import type { Finding } from './finding.ts';
import { KIND_WORDS, readSource, type Source } from './source.ts';

export const extractTool = workerTool(extract, extractFrom);

export async function extractFrom(
  args: ExtractArguments,
  context: Pick<ToolContext, 'pagesDir'>,
): Promise<ExtractResult> {
  const source = await readSource(args.source, context.pagesDir);
  const { what, where, found } = await find(source, args);
  const first = found[0];
  if (args.all)
    return {
      value: first?.value ?? null,
      values: found.map(({ value }) => value),
      foundBy: first?.foundBy ?? 'nothing was found',
    };
  if (first === undefined)
    throw toolFailure(
      'Tool.NotFound',
      `No ${what} was found in ${KIND_WORDS[source.kind]} (looked in ${where}). Name another field, or give a selector, path or pattern.`,
      { what },
    );
  return { value: first.value, foundBy: first.foundBy };
}

async function find(
  source: Source,
  args: ExtractArguments,
): Promise<{ what: string; where: string; found: Finding[] }> {
  const { field, selector, attribute, path, pattern, all = false } = args;
  if (field !== undefined)
    return { what: field, where: placesOf(source, field), found: await findByField(source, field) };
  if (selector !== undefined)
    return {
      what: `element ${selector}`,
      where: 'the whole page',
      found: await findBySelector(source, selector, attribute),
    };
  if (path !== undefined)
    return { what: `value at ${path}`, where: 'the whole JSON', found: await findByPath(source, path, all) };
  return {
    what: `text that matches ${pattern}`,
    where: 'the whole text',
    found: findByPattern(source.text, pattern ?? '', all),
  };
}
