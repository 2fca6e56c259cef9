/**
 * The page's side of the process boundary, and the only file that touches `window.majordomo`.
 * Each method resolves to the value or throws the MajordomoError rebuilt from the wire.
 */
import { fromWireError, MajordomoError, type Result } from '../shared/errors.ts';
import type { MajordomoApi } from '../shared/ipc/api.ts';

type Unwrapped<F> = F extends (...args: infer A) => Promise<Result<infer T>> ? (...args: A) => Promise<T> : never;
type UnwrappedGroup<G> = { [M in keyof G]: Unwrapped<G[M]> };
type Client = { [G in Exclude<keyof MajordomoApi, 'events'>]: UnwrappedGroup<MajordomoApi[G]> };

function unwrap<A extends unknown[], T>(method: (...args: A) => Promise<Result<T>>): (...args: A) => Promise<T> {
  return async (...args) => {
    const result = await method(...args);
    if (result.ok) return result.value;
    throw fromWireError(result.error);
  };
}

const api = window.majordomo;

export const events: MajordomoApi['events'] = api.events;

type Method = (...args: unknown[]) => Promise<Result<unknown>>;

/** Every method of the preload, in its group, so that a new channel is a line there and none here. */
export const client = Object.fromEntries(
  Object.entries(api as unknown as Record<string, Record<string, Method>>)
    .filter(([group]) => group !== 'events')
    .map(([group, methods]) => [
      group,
      Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, unwrap(method)])),
    ]),
) as unknown as Client;

/** Whatever was thrown, as the one kind of error the page shows. */
export function asMajordomoError(error: unknown): MajordomoError {
  if (error instanceof MajordomoError) return error;
  return new MajordomoError({
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
    cause: error,
  });
}
