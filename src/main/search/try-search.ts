import type { LookupFunction } from 'node:net';
import { z } from 'zod';
import { MajordomoError } from '../../shared/errors.ts';
import type { Trial } from '../../shared/ipc/contract/secrets.ts';
import { askService } from './ask-service.ts';
import type { SearchService } from './search-service.ts';

const query = 'weather';

/** One search, to see whether the service that is set answers and takes the key. What does not work is said, not thrown. */
export async function trySearch(
  service: () => SearchService,
  options: { appVersion: string; signal: AbortSignal; lookup?: LookupFunction },
): Promise<Trial> {
  try {
    const chosen = service();
    const { adapter } = chosen;
    const answer = await askService(chosen, { query, limit: 3, ...options });
    // A page is read by a worker, when a flow searches.
    if (adapter.answer === 'html') return { worked: true, said: `${adapter.label} answers.` };
    const found = adapter.answer(JSON.parse(answer) as unknown).length;
    return { worked: true, said: `${adapter.label} answers: ${found} ${found === 1 ? 'result' : 'results'}.` };
  } catch (error) {
    if (error instanceof MajordomoError) return { worked: false, said: error.message };
    if (error instanceof SyntaxError || error instanceof z.ZodError)
      return { worked: false, said: 'What answers there is no search service. Look at the address.' };
    throw error;
  }
}
