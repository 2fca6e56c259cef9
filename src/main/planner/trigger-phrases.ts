/** Finds what fires a flow besides the clock, "whenever todo.txt changes", and takes it out of the request. */
import type { TriggerSpec } from '../../shared/domain/trigger.ts';

export interface LiftedTrigger {
  /** The phrase as it was said: it stands where a schedule's text would. */
  text: string;
  spec: TriggerSpec;
  /** The request without it. */
  rest: string;
}

const when = String.raw`(?<![\w"“'])(?:when|whenever|every time|each time|any ?time|as soon as|once)\s+(?:that\s+)?`;
const end = String.raw`(?=\s*(?:[,;.!:]|$|→|->)|\s+(?:then|please|notify|tell|alert|let|send|write|append|add|log|fetch|check|run)\b)`;
/** With an ending that only a file has: an address changes too, and needs to be looked at by the clock. */
const file = String.raw`(?:the\s+|my\s+)?(?:file\s+)?["“']?(?<path>[\w./-]*[\w-]\.(?:txt|md|csv|tsv|json|log|xlsx?|docx?|odt|ods|pdf|ya?ml|xml|ini|conf|toml|png|jpe?g|zip))["”']?`;
const folder = String.raw`(?:the\s+|my\s+)?(?:folder\s+|directory\s+)?["“']?(?<folder>[\w./-]*[\w-])["”']?(?:\s+(?:folder|directory))?`;
const newFile = String.raw`(?:there\s+(?:is|are)\s+)?(?:a\s+|an\s+|any\s+|some\s+)?(?:new\s+)?files?\s*(?:appears?|arrives?|lands?|shows?\s+up|turns?\s+up|(?:is|are|gets?)\s+(?:added|created|saved|put|dropped))?\s+(?:in|into|to|inside)\s+`;
const flow = String.raw`(?:the\s+|my\s+)?flow\s+["“']?(?<flow>[^"”',;]{1,80}?)["”']?`;

interface Phrase {
  pattern: RegExp;
  spec: (groups: Record<string, string | undefined>) => TriggerSpec;
  /** What is told when the request only says to tell. */
  news: (groups: Record<string, string | undefined>) => string;
}

const phrase = (what: string, spec: Phrase['spec'], news: Phrase['news']): Phrase => ({
  pattern: new RegExp(`${when}${what}${end}`, 'i'),
  spec,
  news,
});

const settleMs = 2_000;
const fileSpec = (path: string, on: Array<'created' | 'changed' | 'deleted'>): TriggerSpec => ({
  kind: 'file',
  path,
  on,
  settleMs,
});

const phrases: readonly Phrase[] = [
  phrase(
    `${newFile}${folder}`,
    (said) => fileSpec(`${said.folder ?? ''}/*`, ['created']),
    (said) => `There is something new in ${said.folder ?? ''}`,
  ),
  phrase(
    String.raw`${file}\s+(?:changes|(?:is|gets|was|has been)\s+(?:changed|modified|edited|updated|saved))`,
    (said) => fileSpec(said.path ?? '', ['created', 'changed']),
    (said) => `${said.path ?? ''} has changed`,
  ),
  phrase(
    String.raw`${file}\s+(?:appears|(?:is|gets|was|has been)\s+created)`,
    (said) => fileSpec(said.path ?? '', ['created']),
    (said) => `${said.path ?? ''} is there`,
  ),
  phrase(
    String.raw`${file}\s+(?:disappears|(?:is|gets|was|has been)\s+(?:deleted|removed))`,
    (said) => fileSpec(said.path ?? '', ['deleted']),
    (said) => `${said.path ?? ''} was deleted`,
  ),
  phrase(
    String.raw`${flow}\s+(?:fails|has failed|breaks)`,
    (said) => ({ kind: 'flow', flow: said.flow ?? '', on: 'failed' }),
    (said) => `${said.flow ?? ''} failed`,
  ),
  phrase(
    String.raw`${flow}\s+(?:succeeds|has succeeded)`,
    (said) => ({ kind: 'flow', flow: said.flow ?? '', on: 'succeeded' }),
    (said) => `${said.flow ?? ''} succeeded`,
  ),
  phrase(
    String.raw`${flow}\s+(?:ends|finishes|has (?:ended|finished|run)|is (?:done|finished))`,
    (said) => ({ kind: 'flow', flow: said.flow ?? '', on: 'any' }),
    (said) => `${said.flow ?? ''} has run`,
  ),
  phrase(
    String.raw`(?:the\s+app|this\s+app|majordomo)\s+(?:starts|opens|launches|is\s+(?:started|opened))(?:\s+up)?`,
    () => ({ kind: 'app-start' }),
    () => 'Majordomo has started',
  ),
  phrase(
    String.raw`(?:the|my|this)\s+(?:computer|machine|laptop|pc)\s+wakes(?:\s+up)?(?:\s+from\s+sleep)?`,
    () => ({ kind: 'wake' }),
    () => 'The computer is awake',
  ),
];

const onlyTells =
  /^(?:please )?(?:(?:notify|tell|alert|inform|ping) me(?: about it)?|let me know|send (?:me )?an? (?:notification|alert|message))$/i;

/** Null when nothing of the kind is said. */
export function liftTrigger(request: string): LiftedTrigger | null {
  for (const { pattern, spec, news } of phrases) {
    const match = pattern.exec(request);
    if (match === null) continue;
    const before = request.slice(0, match.index).replace(/[\s,;]+$/, '');
    const after = request.slice(match.index + match[0].length).replace(/^(?:[\s,;:→]|->|then\b)+/i, '');
    const rest = [before, after]
      .filter((part) => /\w/.test(part))
      .join(', ')
      .trim();
    const said = match.groups ?? {};
    const told = onlyTells.test(rest.replace(/[\s.!]+$/, '')) ? `notify me "${news(said)}"` : rest;
    return { text: match[0].trim(), spec: spec(said), rest: told };
  }
  return null;
}
