/**
 * An error of a state in the sense of the specification: a name that Retry and Catch match, and a cause for people.
 * Internal control flow of the interpreter; it becomes an event, never an answer to a caller.
 */
export class StateError extends Error {
  readonly error: string | null;
  readonly reason: string | null;
  /** The field whose expression failed, such as `Output/result`; null when it was not an expression. */
  readonly location: string | null;

  constructor(error: string | null, cause: string | null, location: string | null = null) {
    super(`${error ?? 'error'}: ${cause ?? ''}`);
    this.name = 'StateError';
    this.error = error;
    this.reason = cause;
    this.location = location;
  }
}

/** The largest value a state may hand on, in bytes of UTF-8 JSON (the specification leaves it open; Step Functions' quota). */
export const dataLimitBytes = 262_144;
