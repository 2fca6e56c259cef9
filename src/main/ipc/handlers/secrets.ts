import { MajordomoError } from '../../../shared/errors.ts';
import type { secretChannels } from '../../../shared/ipc/contract/secrets.ts';
import type { App } from '../../app.ts';
import { searchService } from '../../search/search-service.ts';
import { trySearch } from '../../search/try-search.ts';
import type { HandlersOf } from '../channel.ts';

export function secretHandlers(app: App): HandlersOf<typeof secretChannels> {
  const { secrets, settings, telling } = app;
  return {
    'secrets:list': () => secrets.list(),
    'secrets:set': ({ name, value, allowReadable }) => {
      secrets.write(name, value, { allowReadable });
      return secrets.list();
    },
    'secrets:remove': ({ name }) => {
      if (!secrets.remove(name))
        throw new MajordomoError({
          code: 'Secret.Unknown',
          message: 'No such key is kept here. One that was given as an environment variable is removed there.',
          data: { name },
        });
      return secrets.list();
    },
    'secrets:try-search': () =>
      trySearch(() => searchService(settings, secrets), {
        appVersion: app.status().version,
        signal: new AbortController().signal,
      }),
    'secrets:try-telegram': () => telling.tryTelegram(),
  };
}
