import type { RawContent, RawNoun, RawStatement } from '../read/raw.ts';
import { type Content, type Operand, originOf, type Step } from '../request.ts';
import { defaultReading, resolveNoun } from './nouns.ts';
import type { Scope } from './scope.ts';

type Raw<Kind> = Extract<RawStatement, { do: Kind }>;

const DEFAULT_TABLE = 'readings';

export function resolveNotify(raw: Raw<'notify'>, scope: Scope): void {
  if (raw.text !== null) {
    scope.steps.push({ do: 'notify', message: { is: 'text', text: raw.text }, urgency: raw.urgency });
    return;
  }
  const [first] = raw.nouns;
  const news = scope.subject;
  // "check the feed for new entries and notify me": of the entries, when there are any.
  if (
    first === undefined &&
    news?.of === 'items' &&
    (news.onlyNew || news.mentioning !== null) &&
    scope.given === null
  ) {
    notifyOf([news], raw, scope);
    return;
  }
  if (first === undefined) {
    scope.steps.push({ do: 'notify', message: { is: 'finding' }, urgency: raw.urgency });
    return;
  }
  notifyOf(
    raw.nouns.map((noun) => resolveNoun(noun, scope)),
    raw,
    scope,
  );
}

function notifyOf(values: Operand[], raw: Raw<'notify'>, scope: Scope): void {
  const [only] = values;
  if (only?.of === 'list') {
    scope.steps.push({ do: 'notify', message: { is: 'summary', list: only.list }, urgency: raw.urgency });
    return;
  }
  const notify: Step = { do: 'notify', message: { is: 'values', values }, urgency: raw.urgency };
  if (only?.of !== 'items' || !(only.onlyNew || only.mentioning !== null) || scope.given?.is === 'empty')
    scope.steps.push(notify);
  else {
    scope.notes.assumptions.push('When there is nothing to show, you get no notification.');
    scope.steps.push({
      do: 'if',
      branches: [{ when: { is: 'empty', operand: only, negated: true }, steps: [notify] }],
      otherwise: [],
    });
  }
}

export function resolveSummary(raw: Raw<'summary'>, scope: Scope): void {
  const named = raw.nouns.find((noun) => noun.is === 'list');
  const list = raw.list ?? (named?.is === 'list' ? named.name : null) ?? scope.list;
  const known = list === 'list' && scope.list !== null ? scope.list : list;
  if (known !== null && (scope.list !== null || named !== undefined))
    scope.steps.push({ do: 'notify', message: { is: 'summary', list: known }, urgency: 'plain' });
  else
    resolveNotify(
      { do: 'notify', urgency: 'plain', text: null, nouns: raw.nouns.filter((noun) => noun.is !== 'it') },
      scope,
    );
}

export function resolveSave(raw: Raw<'save'>, scope: Scope): void {
  const target = raw.target;
  if (target?.to === 'list' || (target?.to === 'it' && scope.list !== null && scope.file === null)) {
    const list = target.to === 'list' ? (target.name ?? scope.list ?? 'list') : (scope.list ?? 'list');
    const name = list === 'list' && scope.list !== null ? scope.list : list;
    rememberList(scope, name);
    scope.steps.push({ do: 'collect', list: name, values: operands(raw.content, scope) });
    return;
  }
  const intoFile =
    target?.to === 'file' || target?.to === 'it' || (target === null && raw.verb !== 'log' && scope.file !== null);
  if (intoFile) {
    const path = (target?.to === 'file' ? target.path : null) ?? scope.file;
    if (path === null) {
      scope.notes.missing.push({
        part: 'target',
        question: 'Which file should it go to? Give me its name, such as prices.csv.',
      });
      return;
    }
    scope.file = path;
    const verb = raw.verb === 'write' ? 'write' : 'append';
    scope.content = contentOf(raw.content, scope);
    scope.steps.push({ do: verb, path, content: scope.content });
    return;
  }
  const name = target?.to === 'table' ? target.name : null;
  const table = name === null ? DEFAULT_TABLE : tableName(name);
  if (name === null) scope.notes.assumptions.push(`Rows go to a table named ${DEFAULT_TABLE}, as you named none.`);
  else if (table !== name) scope.notes.assumptions.push(`The table is named ${table}.`);
  scope.steps.push({ do: 'insert', table, values: operands(raw.content, scope) });
}

export function resolveCreate(raw: Raw<'create'>, scope: Scope): void {
  const path = raw.path ?? scope.file;
  if (path === null) {
    scope.notes.missing.push({ part: 'target', question: 'Which file should be created? Give me its name.' });
    return;
  }
  const content = raw.content.length > 0 ? contentOf(raw.content, scope) : scope.content;
  if (content === null) scope.notes.assumptions.push(`${path} is created empty.`);
  else if (raw.content.length === 0)
    scope.notes.assumptions.push(`When ${path} is created, it gets the same text that would have been appended.`);
  scope.steps.push({ do: 'write', path, content: content ?? { is: 'text', text: '' } });
}

/** A list is spoken of after the block it is filled in, too. */
function rememberList(scope: Scope, name: string): void {
  for (let at: Scope | null = scope; at !== null; at = at.outer) at.list = name;
}

function contentOf(raw: RawContent[], scope: Scope): Content {
  const [first] = raw;
  if (first !== undefined && 'text' in first && raw.length === 1) return { is: 'text', text: first.text };
  const hasNouns = raw.some((part) => 'nouns' in part);
  if (!hasNouns && raw.some((part) => 'date' in part)) return { is: 'date' };
  if (!hasNouns && raw.some((part) => 'time' in part)) return { is: 'time' };
  return { is: 'values', values: operands(raw, scope) };
}

/** "add the product to the list" says no more than "add it". */
const isIt = (noun: RawNoun): boolean =>
  (noun.is === 'it' && noun.url === null) ||
  (noun.is === 'field' && !noun.quoted && /^(?:product|item|page|address|url|link|entry|record)s?$/.test(noun.name));

/** "it" is everything read so far; the time of a row is always kept and needs no naming. */
function operands(raw: RawContent[], scope: Scope): Operand[] {
  const nouns = raw.flatMap((part) => ('nouns' in part ? part.nouns : []));
  const named = nouns.filter((noun) => !isIt(noun));
  if (named.length > 0) {
    const subject = scope.subject;
    const values = named.map((noun) => resolveNoun(noun, scope));
    scope.subject = subject ?? scope.subject;
    return values;
  }
  if (scope.subject !== null && scope.subject.of !== 'text' && originOf(scope.subject) === null)
    return [scope.use(scope.subject)];
  const reads = scope.source === null ? [] : (scope.fetched(scope.source)?.read ?? []);
  if (reads.length > 0) return reads.length > 1 ? reads.filter((operand) => operand.of !== 'text') : [...reads];
  return [scope.use(scope.subject ?? defaultReading(scope, null))];
}

export function tableName(words: string): string {
  const name = words
    .trim()
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[A-Za-z_]/.test(name) ? name.slice(0, 63) : `t_${name}`.slice(0, 63);
}
