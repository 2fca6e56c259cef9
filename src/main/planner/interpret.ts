import { liftChannel } from './channel-phrases.ts';
import { liftKey, type RequestKey } from './key-phrases.ts';
import { paraphrased } from './paraphrase.ts';
import type { RawStatement } from './read/raw.ts';
import { readRequest } from './read/read-request.ts';
import type { FlowRequest, Step } from './request.ts';
import { type Missing, type Notes, Scope } from './resolve/scope.ts';
import { resolveAll } from './resolve/steps.ts';
import { type LiftedSchedule, liftSchedules } from './schedule-phrases.ts';
import { parseTree } from './syntax-tree.ts';
import { type Masked, tokenise } from './tokens.ts';
import { type LiftedTrigger, liftTrigger } from './trigger-phrases.ts';

export interface Interpretation {
  request: FlowRequest;
  missing: Missing[];
  assumptions: string[];
  /** Parts no rule covers, in the user's words. */
  unknown: string[];
  /** What is called a key of the user's and is none. */
  noKey: string | null;
}

/** A request's text as a request, with what it leaves open and what could not be read. */
export function interpret(
  said: string,
  context: { timezone: string; nowMs: number; keys?: readonly RequestKey[] },
): Interpretation {
  const { key, unknown: noKey, rest: keyless } = liftKey(said, context.keys ?? []);
  const { channel, rest } = liftChannel(keyless);
  const fires = triggerOf(rest, context);
  const text = fires?.rest ?? rest;
  const lifted = liftSchedules(text, context);
  const masked = paraphrased(tokenise(text, lifted.spans));
  const statements = readRequest(parseTree(masked), masked);
  const notes: Notes = {
    missing: [],
    assumptions: [...lifted.assumptions],
    urls: masked.tokens.filter(({ kind }) => kind === 'url').map((token) => token.text),
    everySeconds: lifted.everySeconds,
    whether: null,
    outcome: null,
    decided: false,
    resolveAll,
    pendingRetries: null,
  };
  const scope = new Scope(null, notes);
  resolveAll(statements, scope);
  const steps = scope.steps;
  prefixed(
    masked.tokens
      .filter(({ kind }) => kind === 'url')
      .map((token) => [token.text, text.slice(token.start, token.end)] as const),
    notes,
  );
  settleRetries(steps, notes);
  if (steps.length > 0 && !steps.some(hasEffect))
    notes.missing.push({
      part: 'action',
      question: 'What should I do with what I find: notify you, add a row to a table, or write it to a file?',
    });
  const scheduleText = fires?.text ?? scheduleOf(lifted, steps, notes);
  const lost = notes.decided ? null : lostCondition(masked, steps);
  const unknown = [...unknownIn(statements), ...(notes.urls.length === 0 ? unreadable(masked) : [])];
  return {
    request: { steps, scheduleText, ...(channel === null ? {} : { channel }), ...(key === null ? {} : { key }) },
    missing: notes.missing,
    assumptions: [...new Set(notes.assumptions)],
    unknown: unknown.length > 0 || lost === null ? unknown : [lost],
    noKey,
  };
}

/** By the clock goes first: "every hour, when todo.txt changes" is looked at every hour. */
function triggerOf(said: string, context: { timezone: string; nowMs: number }): LiftedTrigger | null {
  const { text, conflict, everySeconds } = liftSchedules(said, context);
  return text === null && conflict === null && everySeconds === null ? liftTrigger(said) : null;
}

function scheduleOf(lifted: LiftedSchedule, steps: Step[], notes: Notes): string | null {
  if (lifted.conflict !== null) {
    notes.missing.push({
      part: 'schedule',
      question: `You named more than one schedule: ${lifted.conflict}. When should it run?`,
    });
    return null;
  }
  if (lifted.text !== null) return lifted.text;
  if (steps.some((step) => step.do === 'repeat')) {
    notes.assumptions.push('It starts once, right after you approve it, and repeats by itself until it is done.');
    return 'now';
  }
  notes.missing.push({
    part: 'schedule',
    question:
      'How often, or when, should it run? Give me a schedule such as "every hour", "every day at 9am" or "every Monday at 8".',
  });
  return null;
}

/** What nobody can read from anywhere without being told where, or that must be made up. */
const madeUp =
  /^(?:poems?|stor(?:y|ies)|essays?|jokes?|haikus?|songs?|letters?|novels?|recipes?|horoscopes?|weather|forecast|headlines|news)$/;

function unreadable(masked: Masked): string[] {
  return masked.tokens.filter(({ kind, text }) => kind === 'word' && madeUp.test(text)).map(({ text }) => text);
}

/** What is told only under a condition must not become something that is told always: the words from there on, or null. */
function lostCondition(masked: Masked, steps: Step[]): string | null {
  const said = masked.tokens.find(
    ({ kind, text }) => kind === 'word' && /^(?:if|when|whenever|unless|otherwise|else)$/.test(text),
  );
  if (said === undefined || steps.length === 0 || steps.some(decides)) return null;
  return masked.request.slice(said.start).trim();
}

function decides(step: Step): boolean {
  if (step.do === 'if' || step.do === 'repeat') return true;
  if (step.do === 'fetch')
    return step.onError !== null || step.retries !== null || step.read.some((operand) => operand.of === 'items');
  return 'steps' in step && step.steps.some(decides);
}

function hasEffect(step: Step): boolean {
  if (step.do === 'if') return [...step.branches.flatMap((branch) => branch.steps), ...step.otherwise].some(hasEffect);
  if (step.do === 'fetch') return (step.onError ?? []).some(hasEffect);
  if ('steps' in step) return step.steps.some(hasEffect);
  return !['measure', 'look', 'wait'].includes(step.do);
}

/** Who says what to do on failure, and nothing of retrying, means it of the first failure. */
function settleRetries(steps: Step[], notes: Notes): void {
  for (const step of steps) {
    if (step.do === 'fetch' && step.onError !== null && step.retries === null) {
      step.retries = 0;
      notes.assumptions.push('A failed request is not tried again, as you said what to do when it fails.');
    }
    if (step.do === 'if')
      for (const branch of [...step.branches, { steps: step.otherwise }]) settleRetries(branch.steps, notes);
    else if ('steps' in step) settleRetries(step.steps, notes);
  }
}

function prefixed(urls: Array<readonly [string, string]>, notes: Notes): void {
  for (const [url, written] of urls) if (url !== written) notes.assumptions.push(`${written} means ${url}.`);
}

function unknownIn(statements: RawStatement[]): string[] {
  return statements.flatMap((statement): string[] => {
    if (statement.do === 'unknown') return /[\p{L}\p{N}]/u.test(statement.text) ? [statement.text.trim()] : [];
    if (statement.do === 'if') return unknownIn([...statement.steps, ...statement.elses.flatMap((part) => part.steps)]);
    return 'steps' in statement ? unknownIn(statement.steps) : [];
  });
}
