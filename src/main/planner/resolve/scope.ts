/**
 * What has been spoken of at one place of a request: the source, the value last mentioned, the list, the file.
 * A block inside (a branch, a loop's body) sees what is around it; what it fetches stays in it.
 */
import type { RawStatement } from '../read/raw.ts';
import type { Condition, Content, Operand, Origin, Step } from '../request.ts';

export type FetchStep = Extract<Step, { do: 'fetch' }>;

/** Something the request does not say; the reply asks for it. */
export interface Missing {
  part: 'source' | 'interval' | 'action' | 'target' | 'schedule';
  question: string;
}

/** Shared by all blocks of one request. */
export interface Notes {
  missing: Missing[];
  assumptions: string[];
  /** All addresses of the request, in order: the source of a request that names it last. */
  urls: string[];
  /** Seconds between the rounds of "repeat … until", when said. */
  everySeconds: number | null;
  /** A condition before "if so" and "if not". */
  whether: Condition | null;
  /** "check whether it is up", before "if not". */
  outcome: { onFailure: boolean; url: string | null } | null;
  /** A condition was that a source works or fails: its fetch decides, with no step of its own. */
  decided: boolean;
  /** The resolver of clauses, for the clauses that hold others. */
  resolveAll: (statements: RawStatement[], scope: Scope) => void;
  /** Tries asked for before anything was fetched. */
  pendingRetries: { retries: number; everySeconds: number | null } | null;
}

export class Scope {
  readonly steps: Step[] = [];
  readonly outer: Scope | null;
  readonly notes: Notes;
  /** What "it" is in a for-each: an address to fetch, or a value. */
  item: 'address' | 'value' | 'page' | null;
  source: Origin | null;
  subject: Operand | null;
  list: string | null;
  file: string | null;
  content: Content | null = null;
  /** What holds in this branch. */
  given: Condition | null = null;
  /** A loop's body does not see what was fetched before it: it fetches again each round. */
  readonly fresh: boolean;

  constructor(
    outer: Scope | null,
    notes: Notes,
    options: { fresh?: boolean; item?: 'address' | 'value' | 'page' } = {},
  ) {
    this.outer = outer;
    this.notes = notes;
    this.fresh = options.fresh ?? false;
    this.item = options.item ?? outer?.item ?? null;
    this.source = options.item === undefined ? (outer?.source ?? null) : { at: 'item' };
    this.subject = options.item === undefined ? (outer?.subject ?? null) : null;
    this.list = outer?.list ?? null;
    this.file = outer?.file ?? null;
  }

  /** The fetch of this source, made now when there was none. */
  fetch(from: Origin): FetchStep {
    const known = this.fetched(from);
    if (known !== null) return known;
    const pending = this.notes.pendingRetries;
    this.notes.pendingRetries = null;
    const made: FetchStep = {
      do: 'fetch',
      from,
      read: [],
      retries: pending?.retries ?? null,
      retryEverySeconds: pending?.everySeconds ?? null,
      onError: null,
    };
    this.steps.push(made);
    return made;
  }

  fetched(from: Origin): FetchStep | null {
    const mine = this.steps.find((step): step is FetchStep => step.do === 'fetch' && sameOrigin(step.from, from));
    if (mine !== undefined) return mine;
    return this.fresh || this.outer === null ? null : this.outer.fetched(from);
  }

  lastFetch(): FetchStep | null {
    const mine = this.steps.findLast((step): step is FetchStep => step.do === 'fetch');
    return mine ?? (this.fresh || this.outer === null ? null : this.outer.lastFetch());
  }

  /** Makes sure that the operand has a value from here on. */
  use(operand: Operand): Operand {
    if (operand.of === 'count') {
      this.use(operand.what);
      return operand;
    }
    if (operand.of === 'metric' && !this.does((step) => step.do === 'measure')) this.steps.push({ do: 'measure' });
    if (
      (operand.of === 'file' || operand.of === 'folder') &&
      !this.does((step) => step.do === 'look' && sameOperand(step.at, operand))
    )
      this.steps.push({ do: 'look', at: operand });
    if ((operand.of === 'field' || operand.of === 'text' || operand.of === 'items') && this.isFetched(operand.from)) {
      const fetch = this.fetch(operand.from);
      if (!fetch.read.some((known) => sameOperand(known, operand))) fetch.read.push(operand);
    }
    return operand;
  }

  /** A value that a for-each is at, or a page of a pages loop, needs no fetch of its own. */
  private isFetched(from: Origin): boolean {
    return from.at === 'url' || this.item === 'address';
  }

  private does(test: (step: Step) => boolean): boolean {
    return this.steps.some(test) || (!this.fresh && this.outer !== null && this.outer.does(test));
  }

  /** The source spoken of; else the first address of the request; else it is asked for. */
  origin(url: string | null): Origin {
    if (url !== null) return { at: 'url', url };
    if (this.source !== null) return this.source;
    const [first] = this.notes.urls;
    if (first !== undefined) return { at: 'url', url: first };
    if (!this.notes.missing.some(({ part }) => part === 'source'))
      this.notes.missing.push({
        part: 'source',
        question: 'Which address should I check? Give me the page or API address (http…).',
      });
    return { at: 'url', url: 'http://missing.invalid/' };
  }
}

export function sameOrigin(one: Origin, other: Origin): boolean {
  return one.at === other.at && (one.at === 'item' || other.at === 'item' || one.url === other.url);
}

export function sameOperand(one: Operand, other: Operand): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
