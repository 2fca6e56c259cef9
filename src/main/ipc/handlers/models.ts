import type { modelChannels } from '../../../shared/ipc/contract/models.ts';
import type { App } from '../../app.ts';
import { modelPresets } from '../../models/presets.ts';
import type { HandlersOf } from '../channel.ts';

export function modelHandlers({ models, memory }: App): HandlersOf<typeof modelChannels> {
  return {
    'models:list': () => models.list(),
    'models:presets': () => [...modelPresets],
    'models:save': ({ key, allowReadableKey, ...endpoint }) => {
      models.save(endpoint);
      if (key !== undefined) models.saveKey(endpoint.id, key, { allowReadable: allowReadableKey === true });
      return models.list();
    },
    'models:test': ({ id }) => models.test(id, new AbortController().signal),
    'models:use': ({ id }) => {
      models.use(id);
      return models.list();
    },
    'models:remove': ({ id }) => {
      models.remove(id);
      return models.list();
    },
    'models:restore': ({ id }) => {
      models.restore(id);
      return models.list();
    },

    'memory:list': () => memory.list(),
    'memory:add': ({ text }) => {
      memory.add(text);
      return memory.list();
    },
    'memory:remove': ({ id }) => {
      memory.remove(id);
      return memory.list();
    },
  };
}
