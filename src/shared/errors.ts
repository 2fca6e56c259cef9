import type { JsonObject } from './json-value.ts';

/**
 * The one base of every expected error. `code` is stable and for programs, `message` is for people
 * and names the part and the remedy, `data` holds the structured fields the message was made from.
 */
export class MajordomoError extends Error {
  readonly code: string;
  readonly data: JsonObject;

  constructor(options: { code: string; message: string; data?: JsonObject; cause?: unknown }) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'MajordomoError';
    this.code = options.code;
    this.data = options.data ?? {};
  }
}

/** How an error travels between processes; rebuilt by `code`, never by class. `wire-error.ts` has its schema. */
export interface WireError {
  code: string;
  message: string;
  data: JsonObject;
}

export function toWireError(error: unknown): WireError {
  if (error instanceof MajordomoError) return { code: error.code, message: error.message, data: error.data };
  // A bug, not an expected error: its text helps the report, its stack stays in the log.
  return { code: 'internal', message: error instanceof Error ? error.message : String(error), data: {} };
}

export function fromWireError(wire: WireError): MajordomoError {
  return new MajordomoError(wire);
}

/** What a call across a process boundary answers: a value, or an error as data. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: WireError };

/** A broken invariant is a bug of ours: say which one and stop. */
export function assertInvariant(condition: unknown, invariant: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${invariant}`);
}
