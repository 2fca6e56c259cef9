/** Clauses in order become explicit steps. */

import type { RawCondition, RawStatement } from '../read/raw.ts';
import type { Branch, Condition, Step } from '../request.ts';
import { resolveCreate, resolveNotify, resolveSave, resolveSummary } from './actions.ts';
import { outcomeOf, resolveCondition } from './conditions.ts';
import { resolveEach, resolvePages, resolveUntil } from './loops.ts';
import { mergeInto } from './merge.ts';
import { resolveNoun } from './nouns.ts';
import { Scope } from './scope.ts';

type RawIf = Extract<RawStatement, { do: 'if' }>;

export function resolveAll(statements: RawStatement[], scope: Scope): void {
  statements.forEach((statement, index) => {
    if (statement === taken) return;
    const rest = statements.slice(index + 1);
    const used = resolveOne(statement, scope, rest);
    // A loop over several addresses takes the clauses after it as its body.
    for (let at = index + 1; at <= index + used; at += 1) statements[at] = taken;
  });
}
const taken: RawStatement = { do: 'nothing' };

/** How many of the clauses after it were taken into this one. */
function resolveOne(raw: RawStatement, scope: Scope, rest: RawStatement[]): number {
  switch (raw.do) {
    case 'source':
      return resolveSource(raw, scope, rest);
    case 'retry': {
      const fetch = scope.lastFetch();
      if (fetch === null) scope.notes.pendingRetries = { retries: raw.retries, everySeconds: raw.everySeconds };
      else Object.assign(fetch, { retries: raw.retries, retryEverySeconds: raw.everySeconds });
      return 0;
    }
    case 'if':
      resolveIf(raw, scope);
      return 0;
    case 'whether': {
      const told = rest.findIndex((next) => !isTelling(next));
      const meant = told < 0 ? rest : rest.slice(0, told);
      // "check whether … and let me know": only if so.
      if (meant.length > 0) resolveIf({ do: 'if', when: raw.when, steps: meant, elses: [] }, scope);
      else resolveWhether(raw.when, scope);
      return meant.length;
    }
    case 'each':
      resolveEach(raw, scope);
      return 0;
    case 'pages':
      // "read it page by page. Then append …": what follows is done with each page.
      if (raw.steps.length > 0) {
        resolvePages(raw, scope);
        return 0;
      }
      resolvePages({ ...raw, steps: rest }, scope);
      return rest.length;
    case 'until':
      resolveUntil(raw, scope);
      return 0;
    case 'notify':
      resolveNotify(raw, scope);
      return 0;
    case 'summary':
      resolveSummary(raw, scope);
      return 0;
    case 'save':
      resolveSave(raw, scope);
      return 0;
    case 'create':
      resolveCreate(raw, scope);
      return 0;
    case 'wait':
      scope.steps.push({ do: 'wait', seconds: raw.seconds });
      return 0;
    case 'block':
      resolveAll(raw.steps, scope);
      return 0;
    case 'nothing':
    case 'unknown':
      return 0;
  }
}

function resolveSource(raw: Extract<RawStatement, { do: 'source' }>, scope: Scope, rest: RawStatement[]): number {
  if (raw.urls.length > 1 && !namesAddress(rest)) {
    const after = rest.findIndex(isAboutList);
    const body = after < 0 ? rest : rest.slice(0, after);
    const source: RawStatement = {
      ...raw,
      urls: [],
      nouns: raw.nouns
        .filter((noun) => noun.is !== 'source')
        .map((noun) => ('url' in noun ? { ...noun, url: null } : noun)),
    };
    resolveEach({ do: 'each', noun: 'page', urls: raw.urls, items: null, steps: [source, ...body] }, scope);
    return body.length;
  }
  for (const url of raw.urls) scope.fetch({ at: 'url', url });
  const last = raw.urls.at(-1);
  if (last !== undefined && raw.urls.length === 1) {
    scope.source = { at: 'url', url: last };
    if (raw.nouns.length === 0) scope.subject = null;
  }
  for (const noun of raw.nouns) resolveNoun(noun, scope);
  if (raw.urls.length === 0 && raw.nouns.length === 0 && scope.item === 'address') scope.fetch({ at: 'item' });
  if (raw.retries !== null) resolveOne({ do: 'retry', retries: raw.retries, everySeconds: null }, scope, []);
  return 0;
}

function isTelling(statement: RawStatement): boolean {
  return statement.do === 'notify' && statement.nouns.length === 0;
}

function namesAddress(statements: RawStatement[]): boolean {
  return /"url":"|"urls":\["/.test(JSON.stringify(statements));
}

function isAboutList(statement: RawStatement): boolean {
  return (
    statement.do === 'summary' ||
    (statement.do === 'if' && /"is":"(?:list|empty)"|"do":"summary"/.test(JSON.stringify(statement)))
  );
}

function resolveWhether(when: RawCondition, scope: Scope): void {
  const outcome = outcomeOf(when);
  if (outcome === null) {
    scope.notes.whether = resolveCondition(when, scope);
    scope.notes.outcome = null;
    return;
  }
  scope.fetch(scope.origin(outcome.url));
  if (outcome.url !== null) scope.source = { at: 'url', url: outcome.url };
  scope.notes.outcome = { onFailure: outcome.is === 'error', url: outcome.url };
}

function resolveIf(raw: RawIf, scope: Scope): void {
  const outcome = outcomeOf(raw.when);
  if (outcome !== null) {
    resolveOutcome(raw, outcome.is === 'error', outcome.url, scope);
    return;
  }
  const { outcome: asked } = scope.notes;
  if (raw.when.is === 'so' && asked !== null) {
    resolveOutcome(raw, asked.onFailure !== raw.when.negated, asked.url, scope);
    return;
  }
  // "until … ; when it is, notify me": it is, after the loop.
  if (raw.when.is === 'so' && !raw.when.negated && scope.steps.at(-1)?.do === 'repeat') {
    resolveAll(raw.steps, scope);
    return;
  }
  // "append … to log.md if it exists"
  scope.file = fileIn(raw.steps) ?? scope.file;
  // A field that both branches speak of has been read before the decision.
  const when = resolveCondition(raw.when, scope);
  if (when === null) {
    scope.notes.missing.push({
      part: 'action',
      question:
        'I do not see what that condition is about: name the value to compare, such as "the price" or "status".',
    });
    return;
  }
  if (raw.when.is !== 'so') scope.notes.whether = when;
  const branches: Branch[] = [{ when, steps: branch(raw.steps, scope, when) }];
  let otherwise: Step[] = [];
  for (const part of raw.elses) {
    const test: Condition | null = part.when === null ? null : resolveCondition(part.when, scope);
    const steps = branch(part.steps, scope, test);
    if (test === null) otherwise = steps;
    else branches.push({ when: test, steps });
  }
  const step: Extract<Step, { do: 'if' }> = { do: 'if', branches, otherwise };
  if (!mergeInto(scope.steps.at(-1), step)) scope.steps.push(step);
}

/** The file that these clauses write to, for an "it" said after it. */
function fileIn(statements: RawStatement[]): string | null {
  for (const statement of statements)
    if (statement.do === 'save' && statement.target?.to === 'file') return statement.target.path;
  return null;
}

function branch(statements: RawStatement[], scope: Scope, given: Condition | null = null): Step[] {
  const inner = new Scope(scope, scope.notes);
  inner.given = given;
  inner.content = scope.content;
  resolveAll(statements, inner);
  scope.content = inner.content;
  return inner.steps;
}

/** "if it fails …": what to do on failure belongs to the fetch; everything else goes on when it worked. */
function resolveOutcome(raw: RawIf, onFailure: boolean, url: string | null, scope: Scope): void {
  const fetch = url === null && scope.lastFetch() !== null ? scope.lastFetch() : scope.fetch(scope.origin(url));
  if (fetch === null) return;
  scope.notes.decided = true;
  if (url !== null) scope.source = { at: 'url', url };
  const failing = onFailure ? raw.steps : raw.elses.flatMap((part) => part.steps);
  const working = onFailure ? raw.elses.flatMap((part) => part.steps) : raw.steps;
  for (const step of failing)
    if (step.do === 'retry') Object.assign(fetch, { retries: step.retries, retryEverySeconds: step.everySeconds });
  const steps = branch(
    failing.filter((step) => step.do !== 'retry'),
    scope,
  );
  if (steps.length > 0) fetch.onError = [...(fetch.onError ?? []), ...steps];
  resolveAll(working, scope);
}
