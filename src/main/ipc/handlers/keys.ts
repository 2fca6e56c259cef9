import { MajordomoError } from '../../../shared/errors.ts';
import type { keyChannels } from '../../../shared/ipc/contract/keys.ts';
import type { App } from '../../app.ts';
import type { HandlersOf } from '../channel.ts';

export function keyHandlers({ keys }: Pick<App, 'keys'>): HandlersOf<typeof keyChannels> {
  return {
    'keys:list': () => keys.list(),
    'keys:save': ({ value, allowReadable, ...key }) => {
      keys.save(key, value, { allowReadable });
      return keys.list();
    },
    'keys:remove': ({ name }) => {
      if (!keys.remove(name))
        throw new MajordomoError({
          code: 'Secret.Unknown',
          message: `No key ${name} is kept.`,
          data: { name },
        });
      return keys.list();
    },
  };
}
