/** page_changed's part in the worker: the text of a page now, and what is different from what it was. */
import type { LookupFunction } from 'node:net';
import { diffLines } from 'diff';
import { comparePage, PAGE_CHANGED_MAX_CHARACTERS, PAGE_CHANGED_MAX_SHOWN } from '../../shared/tools/page-changed.ts';
import { fetchText } from '../fetch-text.ts';
import { type ToolContext, toolFailure, workerPart } from '../tool.ts';
import { findByField } from './extract/by-field.ts';
import { findBySelector } from './extract/by-selector.ts';
import { readSource } from './extract/source.ts';

/** Two texts with nothing in common take time without end to compare line by line. */
const MAX_DIFF_MS = 3_000;
const CONTEXT_LINES = 2;

export const comparePagePart = workerPart(comparePage, (args, context) => lookAtPage(args, context));

/** `lookup` is DNS; tests hand in their own. */
export async function lookAtPage(
  args: { url: string; selector?: string | undefined; timeoutMs?: number | undefined; before: string | null },
  context: ToolContext,
  lookup?: LookupFunction,
) {
  const { url, page } = await fetchText({ url: args.url, timeoutMs: args.timeoutMs }, context, lookup);
  const text = await textOf(page, url, args.selector, context);
  const same = args.before === null || args.before === text;
  return {
    url,
    text,
    ...(same ? { changed: false, added: '', removed: '', diff: '' } : difference(args.before ?? '', text)),
  };
}

async function textOf(
  page: string,
  url: string,
  selector: string | undefined,
  { pagesDir }: ToolContext,
): Promise<string> {
  const source = await readSource(page, pagesDir);
  const found =
    selector === undefined ? await findByField(source, 'text') : await findBySelector(source, selector, undefined);
  if (selector !== undefined && found.length === 0)
    throw toolFailure('Tool.NotFound', `Nothing on ${url} matches the selector ${selector}.`, { url, selector });
  return found
    .map(({ value }) => String(value))
    .join('\n')
    .slice(0, PAGE_CHANGED_MAX_CHARACTERS);
}

function difference(before: string, after: string) {
  const parts = diffLines(`${before}\n`, `${after}\n`, { timeout: MAX_DIFF_MS }) ?? [
    { value: `${before}\n`, removed: true, added: false, count: 0 },
    { value: `${after}\n`, removed: false, added: true, count: 0 },
  ];
  const linesOf = (text: string) => text.replace(/\n$/, '').split('\n');
  const of = (kind: 'added' | 'removed') =>
    shown(parts.filter((part) => part[kind]).flatMap(({ value }) => linesOf(value)));
  const diff = parts.flatMap((part, index) => {
    const lines = linesOf(part.value);
    if (part.added) return lines.map((line) => `+ ${line}`);
    if (part.removed) return lines.map((line) => `- ${line}`);
    const first = index === 0 ? [] : lines.slice(0, CONTEXT_LINES);
    const last = index === parts.length - 1 ? [] : lines.slice(Math.max(first.length, lines.length - CONTEXT_LINES));
    const gap = first.length + last.length < lines.length ? ['…'] : [];
    return [...first.map((line) => `  ${line}`), ...gap, ...last.map((line) => `  ${line}`)];
  });
  return { changed: true, added: of('added'), removed: of('removed'), diff: shown(diff) };
}

function shown(lines: readonly string[]): string {
  const text = lines.join('\n');
  return text.length <= PAGE_CHANGED_MAX_SHOWN ? text : `${text.slice(0, PAGE_CHANGED_MAX_SHOWN - 1)}…`;
}
