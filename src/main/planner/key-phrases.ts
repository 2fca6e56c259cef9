/** Finds the key that services are to be asked with, "with my key weather", and takes it out of the request. */
import { hostOf } from '../../shared/tools/hosts.ts';
import type { FlowRequest, Step } from './request.ts';

export type RequestKey = NonNullable<FlowRequest['key']>;

export interface LiftedKey {
  /** Null: none is named, or none of that name exists. */
  key: RequestKey | null;
  /** What looks like the name of a key and is none. */
  unknown: string | null;
  /** The request without the phrase. */
  rest: string;
}

const phrases = [
  /\s*\b(?:with|using)\s+(?:my|the)\s+(?:api\s+|access\s+)?key\s+(?:called\s+|named\s+)?["“']?(?<name>[a-z0-9]+(?:-[a-z0-9]+)*)["”']?/gi,
  /\s*\b(?:with|using)\s+my\s+["“']?(?<name>[a-z0-9]+(?:-[a-z0-9]+)*)["”']?\s+(?:api\s+|access\s+)?key\b/gi,
];

export function liftKey(said: string, keys: readonly RequestKey[]): LiftedKey {
  let unknown: string | null = null;
  for (const pattern of phrases)
    for (const match of said.matchAll(pattern)) {
      const name = match.groups?.name?.toLowerCase() ?? '';
      if (isQuoted(said, match.index)) continue;
      const key = keys.find((one) => one.name === name);
      if (key !== undefined) return { key, unknown: null, rest: withoutAll(said, pattern, name) };
      unknown ??= name;
    }
  return { key: null, unknown, rest: said };
}

/** Said at each of several addresses, it is still one key. */
function withoutAll(said: string, pattern: RegExp, name: string): string {
  return said.replaceAll(pattern, (phrase, ...more) => {
    const groups = more.at(-1) as { name?: string };
    return groups.name?.toLowerCase() === name && !isQuoted(said, more.at(-3) as number) ? '' : phrase;
  });
}

function isQuoted(said: string, at: number): boolean {
  const before = said.slice(0, at);
  return (before.match(/"/g)?.length ?? 0) % 2 === 1 || before.lastIndexOf('“') > before.lastIndexOf('”');
}

/** Whether an address is asked with the key. */
export function isForKey(key: RequestKey | undefined, urls: readonly string[]): key is RequestKey {
  return key !== undefined && urls.length > 0 && urls.every((url) => key.hosts.includes(hostOf(url) ?? ''));
}

/** Whether any step sends the key. */
export function usesKey(steps: readonly Step[], key: RequestKey): boolean {
  return steps.some((step) => {
    if (step.do === 'fetch') return step.from.at === 'url' && isForKey(key, [step.from.url]);
    if (step.do === 'pages') return isForKey(key, [step.url]);
    if (step.do === 'each') return ('urls' in step.over && isForKey(key, step.over.urls)) || usesKey(step.steps, key);
    if (step.do === 'if') return usesKey([...step.branches.flatMap((branch) => branch.steps), ...step.otherwise], key);
    return 'steps' in step && usesKey(step.steps, key);
  });
}
