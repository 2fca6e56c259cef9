import type { MajordomoError } from '../../shared/errors.ts';

/** Something read from main: on its way, here, or refused. */
export type Loadable<T> =
  | { status: 'loading' }
  | { status: 'ready'; value: T }
  | { status: 'error'; error: MajordomoError };

export const loading: { status: 'loading' } = { status: 'loading' };

export function ready<T>(value: T): Loadable<T> {
  return { status: 'ready', value };
}

export function loadedValue<T>(loadable: Loadable<T> | undefined): T | null {
  return loadable?.status === 'ready' ? loadable.value : null;
}

/** A failed refresh keeps what is shown; only a first load shows its error. */
export function orError<T>(previous: Loadable<T> | undefined, error: MajordomoError): Loadable<T> {
  return previous?.status === 'ready' ? previous : { status: 'error', error };
}
