import type { RawStatement } from '../read/raw.ts';
import type { Condition, Operand, Step } from '../request.ts';
import { resolveCondition } from './conditions.ts';
import { itemsOf } from './nouns.ts';
import { Scope, sameOrigin } from './scope.ts';

type Raw<Kind> = Extract<RawStatement, { do: Kind }>;

export function resolveEach(raw: Raw<'each'>, scope: Scope): void {
  const items =
    raw.items?.is === 'items'
      ? scope.use(itemsOf(raw.items, scope))
      : raw.items?.is === 'folder'
        ? scope.use({ of: 'folder', path: raw.items.path, onlyNew: raw.items.onlyNew })
        : null;
  const body = new Scope(scope, scope.notes, { item: items === null ? 'address' : 'value', fresh: true });
  if (items === null && raw.urls.length === 0) {
    scope.notes.missing.push({
      part: 'source',
      question: `Which ${raw.noun}s should I go through? Give me their addresses, or the address of the page that lists them.`,
    });
    return;
  }
  if (items === null) body.fetch({ at: 'item' });
  scope.notes.resolveAll(raw.steps, body);
  appendAll(body.steps, scope);
  scope.steps.push({
    do: 'each',
    noun: raw.noun,
    over: items === null ? { urls: raw.urls } : { items },
    steps: body.steps,
  });
  scope.subject = null;
}

/** In a loop each round adds to the file: writing it anew would leave only the last round's text. */
function appendAll(steps: Step[], scope: Scope): void {
  for (const step of steps) {
    if (step.do === 'write') {
      Object.assign(step, { do: 'append' });
      scope.notes.assumptions.push(`Each round adds to ${step.path}; what the file has already is kept.`);
    }
    if (step.do === 'if')
      for (const part of [...step.branches, { steps: step.otherwise }]) appendAll(part.steps, scope);
  }
}

export function resolvePages(raw: Raw<'pages'>, scope: Scope): void {
  const body = new Scope(scope, scope.notes, { item: 'page', fresh: true });
  scope.notes.resolveAll(raw.steps, body);
  appendAll(body.steps, scope);
  scope.steps.push({ do: 'pages', url: raw.url, items: raw.items, steps: body.steps });
  scope.source = { at: 'url', url: raw.url };
}

export function resolveUntil(raw: Raw<'until'>, scope: Scope): void {
  const body = new Scope(scope, scope.notes, { fresh: true });
  // "Check X. Repeat until …": the check before is the loop's, when nothing came between.
  const last = scope.steps.at(-1);
  if (last?.do === 'fetch' && raw.steps.length === 0) {
    scope.steps.pop();
    body.steps.push(last);
  }
  scope.notes.resolveAll(raw.steps, body);
  const until = resolveCondition(raw.until, body);
  if (until === null) {
    scope.notes.missing.push({
      part: 'action',
      question: 'Until what? Say the value to wait for, such as "until status is complete".',
    });
    return;
  }
  // "… if it is complete; repeat until it is": each round reads again what was read before the loop.
  if (body.steps.length === 0) for (const operand of operandsIn(until)) body.use(operand);
  const everySeconds = scope.notes.everySeconds;
  if (everySeconds === null)
    scope.notes.missing.push({
      part: 'interval',
      question: 'How often should I check until then? For example: every 5 minutes.',
    });
  scope.steps.push({ do: 'repeat', everySeconds: everySeconds ?? 300, until, steps: body.steps });
  const source = body.source;
  if (source !== null && !scope.steps.some((step) => step.do === 'fetch' && sameOrigin(step.from, source)))
    scope.source = source;
  scope.subject = body.subject;
}

function operandsIn(condition: Condition): Operand[] {
  if (condition.is === 'all' || condition.is === 'any') return condition.of.flatMap(operandsIn);
  if (condition.is === 'compare')
    return 'operand' in condition.right ? [condition.left, condition.right.operand] : [condition.left];
  if (condition.is === 'exists') return [];
  return [condition.is === 'count' ? condition.of : condition.operand];
}
