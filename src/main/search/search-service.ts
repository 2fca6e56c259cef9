/** Which service searches, from the settings and the secrets; asked anew for each search, so that a change holds at once. */
import { MajordomoError } from '../../shared/errors.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import type { SearchAdapter } from './adapter.ts';
import { brave } from './brave.ts';
import { duckduckgo } from './duckduckgo.ts';
import { searxng } from './searxng.ts';
import { tavily } from './tavily.ts';

export const searchAdapters = { searxng, brave, tavily, duckduckgo } as const;
export type SearchAdapterName = keyof typeof searchAdapters;

export interface SearchService {
  name: SearchAdapterName;
  adapter: SearchAdapter;
  address: string;
  key: string | null;
}

/** @throws MajordomoError `Search.NotConfigured`, and what the key store says */
export function searchService(settings: Pick<Settings, 'get'>, secrets: Pick<Secrets, 'read'>): SearchService {
  const name = settings.get('search.service');
  if (name === null)
    throw notConfigured(
      `No search service is chosen. Choose one in the settings (search.service): ${Object.keys(searchAdapters).join(', ')}.`,
    );
  const adapter = searchAdapters[name];
  const address = (settings.get('search.address') ?? adapter.defaultAddress)?.replace(/\/+$/, '') ?? null;
  if (address === null)
    throw notConfigured(
      `${adapter.label} has no address. Give the one of your instance in the settings (search.address), such as http://127.0.0.1:8888.`,
    );
  const key = secrets.read(`search:${name}`);
  if (adapter.needsKey && key === null)
    throw notConfigured(`${adapter.label} needs a key. Store yours as the secret search:${name}.`);
  return { name, adapter, address, key: adapter.needsKey ? key : null };
}

function notConfigured(message: string): MajordomoError {
  return new MajordomoError({ code: 'Search.NotConfigured', message });
}
