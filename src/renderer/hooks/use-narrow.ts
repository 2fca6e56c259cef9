import { useSyncExternalStore } from 'react';

/** The width under which the sidebar is icons only: `--breakpoint-wide` of the tokens. */
const query = window.matchMedia('(width < 900px)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
