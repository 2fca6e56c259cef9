import type { searchChannels } from '../../../shared/ipc/contract/search.ts';
import type { App } from '../../app.ts';
import { searchEverything } from '../../store/tables/search.ts';
import type { HandlersOf } from '../channel.ts';

export function searchHandlers({ db }: App): HandlersOf<typeof searchChannels> {
  return {
    'search:everything': ({ text, limit, kinds }) => searchEverything(db, text, limit, kinds),
  };
}
