import { useEffect, useState } from 'react';
import type { SearchHit } from '../../shared/domain/search.ts';
import { client } from '../ipc-client.ts';
import { reportError } from '../stores/toasts.ts';

const leastCharacters = 2;
const mostHits = 20;

/** What main finds, of these kinds or of all; the hits of the last question stay until the next ones are here. */
export function useSearch(query: string, kinds?: readonly SearchHit['kind'][]): { hits: SearchHit[]; busy: boolean } {
  const [found, setFound] = useState<{ query: string; hits: SearchHit[] }>({ query: '', hits: [] });
  const asked = query.trim().length >= leastCharacters ? query : '';
  useEffect(() => {
    if (asked === '') return setFound({ query: '', hits: [] });
    let stale = false;
    client.search.everything({ text: asked, limit: mostHits, ...(kinds ? { kinds: [...kinds] } : {}) }).then(
      (hits) => !stale && setFound({ query: asked, hits }),
      (error: unknown) => !stale && reportError(error),
    );
    return () => {
      stale = true;
    };
  }, [asked, kinds]);
  return { hits: found.hits, busy: asked !== found.query };
}
