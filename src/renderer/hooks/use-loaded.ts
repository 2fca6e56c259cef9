import { useCallback, useEffect, useState } from 'react';
import { asMajordomoError } from '../ipc-client.ts';
import { type Loadable, loading, orError, ready } from '../stores/loadable.ts';

/**
 * Something a single page reads from main. It is read again when `load` changes; what was shown stays until the new is here, unless
 * `load` is about something else altogether (`about`).
 */
export function useLoaded<T>(load: () => Promise<T>, about = ''): { state: Loadable<T>; reload: () => void } {
  const [held, setHeld] = useState<{ about: string; state: Loadable<T> }>({ about, state: loading });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round reads again
  useEffect(() => {
    let stale = false;
    const put = (next: (before: Loadable<T> | undefined) => Loadable<T>) => {
      if (!stale) setHeld((before) => ({ about, state: next(before.about === about ? before.state : undefined) }));
    };
    load().then(
      (value) => put(() => ready(value)),
      (error: unknown) => put((before) => orError(before, asMajordomoError(error))),
    );
    return () => {
      stale = true;
    };
  }, [load, about, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { state: held.about === about ? held.state : loading, reload };
}
